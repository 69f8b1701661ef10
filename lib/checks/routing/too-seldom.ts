/** Routes that are silent at times, and repeat or look too seldom for the time in which they tell. */
import {
  hours,
  minutes,
  milliseconds,
  prometheusDuration,
  type Duration,
  type RoutingConfiguration,
} from "../../model";
import {
  intervalWords,
  isHeartbeat,
  pages,
  resolvedRoutes,
  shiftsOf,
  toldAgainAfter,
  type ResolvedRoute,
} from "../../routing";
import { at, check, type Problem } from "../check";
import { ofSeverity, treeOf } from "../example-routing";
import { routedModel } from "./model-example";
import { routedOf, type Routed } from "./outcomes";

/** Routes with intervals that all exist, to receivers that tell people. */
const silentRoutes = ({ routing: { configuration }, receiver }: Routed): readonly ResolvedRoute[] => {
  const known = new Set(configuration.timeIntervals.map(({ name }) => name));
  return resolvedRoutes(configuration.route).filter(({ route, receiver: name }) => {
    const named = [...route.muteTimeIntervals, ...route.activeTimeIntervals];
    const to = receiver(name);
    return (
      named.length > 0 &&
      // Where a route below takes everything, nothing is left for its own intervals, which those below do not inherit.
      !route.routes.some(({ matchers }) => matchers.length === 0) &&
      named.every((each) => known.has(each)) &&
      to !== undefined &&
      to.channels.length > 0 &&
      !isHeartbeat(to)
    );
  });
};

/** The last stated of these, which is where it can be mended. */
const place = ({ route, ancestors }: ResolvedRoute, key: "groupInterval" | "groupWait" | "repeatInterval"): string =>
  `${[route, ...[...ancestors].reverse()].find((each) => each[key] !== undefined)?.path ?? route.path}.${key}`;

const text = prometheusDuration;
const words = ({ route }: ResolvedRoute): string => intervalWords(route).join(", ");

/** The longest repetition that is due again within the silence, one group interval before it ends. */
const longestSafe = (silent: Duration, { groupInterval }: ResolvedRoute): Duration | undefined => {
  const ticks = Math.floor(silent.milliseconds / groupInterval.milliseconds) - 2;
  return ticks < 1 ? undefined : milliseconds(ticks * groupInterval.milliseconds);
};

const repeatsTooSeldom = function* (each: ResolvedRoute, configuration: RoutingConfiguration): Iterable<Problem> {
  const { silent } = shiftsOf(each.route, configuration);
  if (silent === undefined) return;
  const again = toldAgainAfter(each);
  if (again.milliseconds <= silent.milliseconds - each.groupInterval.milliseconds) return;
  const safe = longestSafe(silent, each);
  yield at(`${each.route.path}.repeatInterval`)
    .problem(
      `is told again after ${text(again)}, and silent for only ${text(silent)} at a time (${words(each)}): an alert that is told, ends in the silence and fires again is told to nobody until then`,
    )
    .mend(
      safe === undefined
        ? `write a groupInterval of at most a third of ${text(silent)} and a repeatInterval of the same, or take the interval out`
        : `write a repeatInterval of at most ${text(safe)} at this route`,
    );
};

const tooSeldom = function* (routed: Routed, paging: boolean): Iterable<Problem> {
  for (const each of silentRoutes(routed)) {
    const to = routed.receiver(each.receiver);
    if (to !== undefined && pages(to) === paging) yield* repeatsTooSeldom(each, routed.routing.configuration);
  }
};

const WHY =
  "While a route is silent, Alertmanager does not note that an alert has ended. One that comes back counts as told already until the repetition is due";

export const pagedTooSeldom = check({
  id: "routing/paged-too-seldom",
  severity: "error",
  reason: `${WHY}: whoever carries the pager is not woken.`,
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const routed of routedOf(model)) yield* tooSeldom(routed, true);
  },
  examples: () => ({
    passing: [nightShift(hours(7)), nightShift(hours(12), "shop")],
    failing: [nightShift(hours(12)), nightShift(hours(8))],
  }),
});

export const toldTooSeldom = check({
  id: "routing/told-too-seldom",
  severity: "warning",
  reason: `${WHY}, however long it fires.`,
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const routed of routedOf(model)) yield* tooSeldom(routed, false);
  },
  examples: () => ({
    passing: [
      inOffice({ repeatInterval: hours(14) }),
      nightShift(hours(12)),
      inOffice({ repeatInterval: hours(24), routes: [{ receiver: "shop" }] }),
    ],
    failing: [inOffice({ repeatInterval: hours(24) }), inOffice({ repeatInterval: hours(16) })],
  }),
});

export const tellsTooBriefly = check({
  id: "routing/tells-too-briefly",
  severity: "error",
  reason:
    "A group looks at its alerts when groupWait is over and then every groupInterval, whatever the time is. Where a route tells for a shorter time than that, it can look each time when it is silent, and tell nothing ever.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const routed of routedOf(model))
      for (const each of silentRoutes(routed)) {
        const { telling } = shiftsOf(each.route, routed.routing.configuration);
        const key = each.groupInterval.milliseconds < each.groupWait.milliseconds ? "groupWait" : "groupInterval";
        if (telling === undefined || each[key].milliseconds < telling.milliseconds) continue;
        yield at(place(each, key))
          .problem(
            `${key} ${text(each[key])} is not below the ${text(telling)} for which ${each.route.path} tells at a time (${words(each)})`,
          )
          .mend(`write a ${key} far below ${text(telling)}, such as ${text(minutes(5))}, or widen the interval`);
      }
  },
  examples: () => ({
    passing: [inOffice({ groupInterval: hours(1) }), inOffice({ groupInterval: minutes(5) })],
    failing: [
      inOffice({ groupWait: hours(1), groupInterval: hours(24), repeatInterval: hours(24) }),
      inOffice({ groupInterval: hours(8) }),
      inOffice({ groupWait: hours(9) }),
    ],
  }),
});

const OFFICE = { office: [{ weekdays: ["monday:friday" as const], times: [{ from: "09:00", to: "17:00" }] }] };

/** Critical alerts wake the one in the hours of the office, and the other one outside of them. */
const nightShift = (repeatInterval: Duration, receiver = "shop-oncall") =>
  routedModel({
    route: treeOf(
      ofSeverity("critical", "shop-oncall", { activeTimeIntervals: ["office"], continue: true }),
      ofSeverity("critical", receiver, { muteTimeIntervals: ["office"], repeatInterval }),
      ofSeverity("warning", "shop"),
    ),
    timeIntervals: OFFICE,
  });

const inOffice = (timing: Parameters<typeof ofSeverity>[2]) =>
  routedModel({
    route: treeOf(
      ofSeverity("critical", "shop-oncall"),
      ofSeverity("warning", "shop", { activeTimeIntervals: ["office"], ...timing }),
    ),
    timeIntervals: OFFICE,
  });
