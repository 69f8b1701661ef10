/** The routing of an example as people read it: what is as it should be is left out. */
import { isDeepStrictEqual } from "node:util";
import { exampleRouted } from "../checks";
import type { AlertRouting, Channel, InhibitRule, Model, Receiver, Route } from "../model";
import { matchersText, shippedTemplates } from "../routing";

type Part = Readonly<Record<string, unknown>>;

const [USUAL] = exampleRouted().routings;

/** Nothing where all of it is as it should be. */
export const routingOf = ({ routings: [routing] }: Model): Part =>
  routing === undefined || USUAL === undefined ? {} : differing(partsOf(routing), partsOf(USUAL));

/** All of it, for an example that is about nothing else. */
export const wholeRouting = ({ routings: [routing] }: Model): Part =>
  routing === undefined ? {} : stated(partsOf(routing));

const partsOf = ({ configuration, retention, tests }: AlertRouting): Part => ({
  route: routeOf(configuration.route),
  receivers: Object.fromEntries(configuration.receivers.map((each) => [each.name, receiverOf(each)])),
  inhibitRules: configuration.inhibitRules.map(inhibitionOf),
  timeIntervals: Object.fromEntries(configuration.timeIntervals.map(({ name, periods }) => [name, periods])),
  templates: Object.fromEntries(
    configuration.templates.filter(({ text }) => text !== shippedTemplates).map(({ name, text }) => [name, text]),
  ),
  retention,
  tests: tests.map(({ title, alerts, at, expected }) => ({ title, alerts, at, expected })),
});

const differing = (parts: Part, usual: Part): Part =>
  stated(
    Object.fromEntries(
      Object.entries(parts).flatMap(([key, value]) =>
        isDeepStrictEqual(value, usual[key])
          ? []
          : [[key, key === "receivers" ? others(value as Part, usual[key] as Part) : value]],
      ),
    ),
  );

const others = (receivers: Part, usual: Part): Part =>
  Object.fromEntries(Object.entries(receivers).filter(([name, each]) => !isDeepStrictEqual(each, usual[name])));

/** What says something. */
const stated = (part: Part): Part =>
  Object.fromEntries(
    Object.entries(part).filter(
      ([, value]) =>
        value !== undefined &&
        value !== false &&
        !(typeof value === "object" && value !== null && Object.keys(value).length === 0),
    ),
  );

const routeOf = (route: Route): Part => {
  const { receiver, matchers, groupBy, groupWait, groupInterval, repeatInterval } = route;
  const { muteTimeIntervals, activeTimeIntervals } = route;
  return stated({
    matchers: matchers.length === 0 ? undefined : matchersText({ matchers }),
    receiver,
    continue: route.continue,
    groupBy: groupBy?.join(", "),
    groupWait,
    groupInterval,
    repeatInterval,
    muteTimeIntervals,
    activeTimeIntervals,
    routes: route.routes.map(routeOf),
  });
};

const inhibitionOf = ({ source, target, equal }: InhibitRule): Part =>
  stated({
    source: matchersText({ matchers: source }),
    target: matchersText({ matchers: target }),
    equal: equal.join(", ") || undefined,
  });

const receiverOf = ({ team, channels }: Receiver): Part => ({
  ...(team === undefined ? {} : { team }),
  channels: channels.map(channelOf),
});

const usualTitles = new Map<string, unknown>(
  (USUAL?.configuration.receivers ?? []).flatMap(({ channels }) =>
    channels.map(({ kind, settings }) => [kind, settings["title"]] as const),
  ),
);

/** Of what a channel says, only the title is ever what an example is about. */
const channelOf = ({ kind, heartbeat, settings: { title } }: Channel): unknown => {
  const named = heartbeat === true ? `${kind} (heartbeat)` : kind;
  return title === undefined || title === usualTitles.get(kind) ? named : { [named]: { title } };
};
