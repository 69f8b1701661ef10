/** The tree that a team model gives: each team's own alerts first, so that no broader route hides them. */
import { seconds, type InhibitRule, type Receiver, type Route, type RoutingConfiguration } from "../model";
import { channelOf, webhook } from "./channels";
import { globalValues } from "./global";
import { matchersOf } from "./matchers";
import { fallbackOf, hoursOf, NOBODY, planOf, route, severity, type Planned } from "./team-plan";
import { defaultTeamOf, type TeamRouting } from "./teams";
import { SHIPPED_TEMPLATES, shippedTemplates } from "./templates/shipped";

/** The alert that fires always and is told to the heartbeat alone. */
export const HEARTBEAT_ALERT = "Watchdog";

const HEARTBEAT = "heartbeat";

/** Two alerts are about the same thing if they agree in these; a label that both lack counts as the same. */
export const SAME_THING: readonly string[] = ["service", "cluster", "namespace", "pod", "instance", "node"];

/** Labels that decide who is told, what is told together, and what hides what. */
export const ROUTED_BY: readonly string[] = ["alertname", "severity", "team", ...SAME_THING];

const planned = (routing: TeamRouting, path: string) => {
  const at = (name: string): string => `${path}.teams.${name}`;
  const first = defaultTeamOf(routing);
  const owner = first === undefined ? undefined : routing.teams[first];
  const whatever =
    first === undefined || owner === undefined ? undefined : fallbackOf(routing, first, owner, at(first));
  const plans = Object.entries(routing.teams).map(([name, each]) => ({
    name,
    each,
    path: at(name),
    plan: planOf(routing, name, each, at(name), name === first ? undefined : whatever),
  }));
  return { plans, fallback: plans.find(({ name }) => name === first) };
};

const timings = ({ groupBy, groupWait, groupInterval, repeatInterval }: Partial<Route>): Partial<Route> => ({
  groupBy,
  groupWait,
  groupInterval,
  repeatInterval,
});

/** Without a heartbeat the alert that always fires is told to nobody. */
const heartbeatChannels = (routing: TeamRouting, path: string): Planned["channels"] =>
  routing.heartbeat === undefined
    ? []
    : [
        {
          path: `${path}.heartbeat`,
          channel: webhook({ url: routing.heartbeat, heartbeat: true, sendResolved: false }),
        },
      ];

const receiversOf = (routing: TeamRouting, path: string): readonly Planned[] => {
  const { plans } = planned(routing, path);
  const heartbeat = heartbeatChannels(routing, path);
  return [
    { name: NOBODY, path, channels: [] },
    ...(heartbeat.length === 0 ? [] : [{ name: HEARTBEAT, path: `${path}.heartbeat`, channels: heartbeat }]),
    ...plans.flatMap(({ plan }) => plan.receivers),
  ];
};

/** Only what a route leads to; `nobody` waits for the day when something does. */
const used = (receivers: readonly Planned[], root: Route): readonly Planned[] => {
  const names = new Set<string | undefined>();
  const visit = (node: Route): void => {
    names.add(node.receiver);
    node.routes.forEach(visit);
  };
  visit(root);
  return receivers.filter(({ name }) => names.has(name));
};

const rootOf = (routing: TeamRouting, path: string): Route => {
  const { plans, fallback } = planned(routing, path);
  const withoutTeam: Route["matchers"] = [{ label: "team", operator: "=", value: "" }];
  return route(path, [], {
    receiver: fallback?.plan.receiver ?? NOBODY,
    ...timings(routing),
    routes: [
      route(`${path}.heartbeat`, [{ label: "alertname", operator: "=", value: HEARTBEAT_ALERT }], {
        receiver: routing.heartbeat === undefined ? NOBODY : HEARTBEAT,
        groupWait: seconds(0),
        // What stands is told again one interval late: once a minute.
        groupInterval: seconds(30),
        repeatInterval: seconds(30),
      }),
      ...plans.flatMap(({ name, each, plan, path: at }) =>
        [
          { path: at, matchers: [{ label: "team", operator: "=" as const, value: name }] },
          ...each.alerts.map((own, index) => ({
            path: `${at}.alerts[${index}]`,
            matchers: [...withoutTeam, ...matchersOf(own)],
          })),
        ].map((entry) =>
          route(entry.path, entry.matchers, {
            receiver: plan.receiver,
            ...timings(each),
            routes: plan.severities(entry.path),
          }),
        ),
      ),
      ...(fallback?.plan.severities(`${path}.defaultTeam`) ?? []),
    ],
  });
};

const INHIBIT = (path: string): readonly InhibitRule[] => [
  { path, source: severity("critical"), target: severity("warning"), equal: ["alertname", ...SAME_THING] },
];

/** The configuration that the teams give. */
export const configurationOfTeams = (routing: TeamRouting, path: string): RoutingConfiguration => {
  const root = rootOf(routing, path);
  return {
    global: globalValues(routing.global),
    route: root,
    receivers: used(receiversOf(routing, path), root).map(({ channels, ...rest }): Receiver => ({
      ...rest,
      channels: channels.map(({ channel, path: at }) => channelOf(channel, at)),
    })),
    inhibitRules: INHIBIT(path),
    timeIntervals: Object.entries(routing.teams).flatMap(([name, { hours: periods }]) =>
      periods === undefined ? [] : [{ name: hoursOf(name), path: `${path}.teams.${name}.hours`, periods }],
    ),
    templates: [{ name: SHIPPED_TEMPLATES, path: `${path}.templates`, text: shippedTemplates }],
  };
};
