/** How long routes wait, and how often they tell again. */
import { days, hours, minutes, prometheusDuration, seconds, type Duration, type Route } from "../../model";
import { at, check, type Problem } from "../check";
import { ofSeverity, treeOf } from "../example-routing";
import { routedModel } from "./model-example";
import { routedOf } from "./outcomes";

const KEYS = ["groupWait", "groupInterval", "repeatInterval"] as const;
type Timing = Readonly<Record<(typeof KEYS)[number], Duration>>;

/** Alertmanager's own. */
const USUAL: Timing = { groupWait: seconds(30), groupInterval: minutes(5), repeatInterval: hours(4) };

interface Timed {
  readonly route: Route;
  readonly timing: Timing;
  /** What it sets itself; at the root, all. */
  readonly own: readonly (typeof KEYS)[number][];
}

const timed = function* (route: Route, above?: Timing): Iterable<Timed> {
  const timing: Timing = {
    groupWait: route.groupWait ?? above?.groupWait ?? USUAL.groupWait,
    groupInterval: route.groupInterval ?? above?.groupInterval ?? USUAL.groupInterval,
    repeatInterval: route.repeatInterval ?? above?.repeatInterval ?? USUAL.repeatInterval,
  };
  yield { route, timing, own: KEYS.filter((key) => above === undefined || route[key] !== undefined) };
  for (const child of route.routes) yield* timed(child, timing);
};

/** `the 5m of groupInterval`, and whence it is where the route does not say so itself. */
const value = ({ timing, own, route }: Timed, key: keyof Timing): string =>
  `${key} ${prometheusDuration(timing[key])}${own.includes(key) && route[key] !== undefined ? "" : route[key] === undefined && own.includes(key) ? " (Alertmanager's own)" : " (of the route above)"}`;

const place = ({ route, own }: Timed, keys: readonly (keyof Timing)[]): string =>
  `${route.path}.${keys.find((key) => route[key] !== undefined) ?? keys.find((key) => own.includes(key)) ?? ""}`;

const contradictions = function* (each: Timed): Iterable<Problem> {
  const { groupWait, groupInterval, repeatInterval } = each.timing;
  const isOwn = (...keys: readonly (keyof Timing)[]): boolean => keys.some((key) => each.own.includes(key));
  if (groupWait.milliseconds >= groupInterval.milliseconds && isOwn("groupWait", "groupInterval"))
    yield at(place(each, ["groupWait", "groupInterval"]))
      .problem(
        `${value(each, "groupWait")} is not below ${value(each, "groupInterval")}: what joins a group is told sooner than what begins one`,
      )
      .mend(
        `write a groupWait below ${prometheusDuration(groupInterval)}, or a groupInterval above ${prometheusDuration(groupWait)}`,
      );
  if (repeatInterval.milliseconds < groupInterval.milliseconds && isOwn("repeatInterval", "groupInterval"))
    yield at(place(each, ["repeatInterval", "groupInterval"]))
      .problem(
        `${value(each, "repeatInterval")} is below ${value(each, "groupInterval")}, in whose steps Alertmanager looks: it tells again every ${prometheusDuration(groupInterval)}`,
      )
      .mend(
        `write a repeatInterval of ${prometheusDuration(groupInterval)} or a multiple of it, or a groupInterval of ${prometheusDuration(repeatInterval)} or less`,
      );
};

export const timing = check({
  id: "routing/timing",
  severity: "error",
  reason:
    "A group waits groupWait before it is told first, groupInterval before news of it, and repeatInterval before the same again. In another order, one of them means something else than it says.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const { routing } of routedOf(model))
      for (const each of timed(routing.configuration.route)) yield* contradictions(each);
  },
  examples: () => ({
    passing: [
      routedModel(),
      told({ groupWait: seconds(10), groupInterval: minutes(5), repeatInterval: hours(12) }),
      told({ groupInterval: minutes(5), repeatInterval: minutes(5) }),
      told({ groupWait: seconds(0) }),
    ],
    failing: [
      told({ groupWait: minutes(10) }),
      told({ groupWait: minutes(5) }),
      told({ groupInterval: hours(1), repeatInterval: minutes(30) }),
      told({ repeatInterval: minutes(1) }),
      routedModel({ route: { ...treeOf(...ROUTES), groupInterval: seconds(10) } }),
    ],
  }),
});

export const repeatBeyondRetention = check({
  id: "routing/repeat-beyond-retention",
  severity: "error",
  reason:
    "Alertmanager tells again what it does not remember to have told. What it forgets before it would repeat is told sooner than the route says.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const { routing } of routedOf(model))
      for (const each of timed(routing.configuration.route)) {
        const { repeatInterval } = each.timing;
        if (repeatInterval.milliseconds <= routing.retention.milliseconds || !each.own.includes("repeatInterval"))
          continue;
        yield at(place(each, ["repeatInterval"]))
          .problem(
            `${value(each, "repeatInterval")} is longer than the ${prometheusDuration(routing.retention)} that Alertmanager remembers what it has told`,
          )
          .mend(
            `write ${prometheusDuration(routing.retention)} or less, or let Alertmanager remember longer: retention of at least ${prometheusDuration(repeatInterval)}`,
          );
      }
  },
  examples: () => ({
    passing: [told({ repeatInterval: days(5) })],
    failing: [told({ repeatInterval: days(7) }), routedModel({}, { facts: { retention: hours(1) } })],
  }),
});

const ROUTES = [ofSeverity("critical", "shop-oncall"), ofSeverity("warning", "shop")];

const told = (warnings: Parameters<typeof ofSeverity>[2]) =>
  routedModel({ route: treeOf(ofSeverity("critical", "shop-oncall"), ofSeverity("warning", "shop", warnings)) });
