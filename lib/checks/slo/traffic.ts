/** Traffic that is too little to judge an objective by. */
import { days, hours, minutes, type BurnLevel, type Slo } from "../../model";
import { allowedOf, exact, nominalLength, thresholdOf, windowText, type Decimal } from "../../slo";
import { at, check, type Problem } from "../check";
import { FAST, level, objective, SLOW, withObjective, withObjectives } from "./example";
import { objectivesOf } from "../content/objectives";
import { figure, lengthText, percent, roundedUp } from "./words";

/** Events per second; of time there is one second each second, for as long as there are data. */
const trafficOf = ({ expectedTraffic, sli }: Slo): Decimal | undefined =>
  expectedTraffic !== undefined ? exact(expectedTraffic) : sli.unit === "seconds" ? exact(1) : undefined;

interface Judged {
  readonly level: BurnLevel;
  readonly index: number;
  /** All events in the long window. */
  readonly events: Decimal;
  readonly threshold: Decimal;
}

/** Levels that can be reached at all. */
const judgedLevels = (slo: Slo, perSecond: Decimal): readonly Judged[] =>
  slo.levels.flatMap((level, index) => {
    const threshold = thresholdOf(level, allowedOf(slo));
    return threshold.gte(1)
      ? []
      : [{ level, index, threshold, events: perSecond.times(level.long.milliseconds / 1000) }];
  });

const eventsText = (perSecond: Decimal, { level, events }: Judged, unit: string): string =>
  `${figure(perSecond)} per second x ${lengthText(level.long)} = ${figure(events)} ${unit}`;

export const minimumEvents = check({
  id: "slo/minimum-events",
  severity: "error",
  reason:
    "An alert waits for a number of bad events in its long window. Where there are not as many events at all, it is silent in a total outage.",
  explains: ["slo/traffic"],
  *find(model): Iterable<Problem> {
    for (const { slo, path } of objectivesOf(model)) {
      const perSecond = trafficOf(slo);
      if (perSecond === undefined) continue;
      const never = judgedLevels(slo, perSecond).filter(({ events }) => events.lt(slo.minimumEvents));
      const [first] = never;
      if (first === undefined) continue;
      yield at(`${path}.alerting.minimumEvents`)
        .problem(
          `is ${slo.minimumEvents}, which ${levelsText(never, slo)}: ${eventsText(perSecond, first, slo.sli.unit)}, and if all of them are bad, these are fewer than ${slo.minimumEvents}`,
        )
        .mend(
          [
            ...(first.events.gte(1) ? [`write minimumEvents: ${first.events.floor().toString()} or fewer`] : []),
            `write a long window of ${longerText(exact(slo.minimumEvents).div(perSecond))} or more`,
          ].join(", or "),
        );
    }
  },
  examples: () => ({
    passing: [
      withObjective({ expectedTraffic: 10 }),
      withObjective({ expectedTraffic: 0.004, objective: "95%", alerting: { minimumEvents: 2 } }),
    ],
    failing: [
      withObjective({ expectedTraffic: 0.002 }),
      withObjective({ expectedTraffic: 1, alerting: { minimumEvents: 5_000 } }),
    ],
  }),
});

const levelsText = (some: readonly Judged[], { levels }: Slo): string => {
  if (some.length === levels.length) return "no level ever sees";
  return `${some.map(({ index }) => `levels[${index}]`).join(" and ")} never ${some.length === 1 ? "sees" : "see"}`;
};

const longerText = (seconds: Decimal): string => lengthText(minutes(exact(seconds).div(60).ceil().toNumber()));

/** What is needed before the threshold alone decides. */
const neededOf = ({ minimumEvents }: Slo): number => Math.max(1, minimumEvents);

export const traffic = check({
  id: "slo/traffic",
  severity: "error",
  reason:
    "A share of few events is a bad judge: a single failed request is more than the objective allows, or so many must fail before anybody is told that the burn rate of the level means nothing.",
  *find(model): Iterable<Problem> {
    for (const { slo, path } of objectivesOf(model)) {
      const perSecond = trafficOf(slo);
      // Time is seen as often as it is scraped, not in single seconds.
      if (perSecond === undefined || (slo.sli.unit === "seconds" && slo.minimumEvents === 0)) continue;
      const needed = neededOf(slo);
      const levels = judgedLevels(slo, perSecond);
      if (levels.some(({ events }) => events.lt(slo.minimumEvents))) continue;
      const few = levels.filter(({ events, threshold }) => events.times(threshold).lt(needed));
      const worst = few.reduce<Judged | undefined>(
        (a, b) => (a === undefined || b.events.times(b.threshold).lt(a.events.times(a.threshold)) ? b : a),
        undefined,
      );
      if (worst === undefined) continue;
      const { events, threshold, index } = worst;
      const budget = perSecond.times(nominalLength(slo.window).milliseconds / 1000).times(allowedOf(slo));
      const bad = `${percent(threshold)} of them are ${figure(events.times(threshold))}`;
      yield at(slo.expectedTraffic === undefined ? `${path}.alerting.minimumEvents` : `${path}.expectedTraffic`)
        .problem(
          `is too little for ${few.length === slo.levels.length ? "all" : few.length} of its ${slo.levels.length} levels: ${eventsText(perSecond, worst, slo.sli.unit)} in the long window of levels[${index}], and ${bad}${consequence(slo, worst)}${budget.lt(1) ? `. ${windowText(slo.window)} allow ${figure(budget)} bad ones: the first one breaks the promise` : ""}`,
        )
        .mend(mendsFor(slo, perSecond, worst).join(", or "));
    }
  },
  examples: () => ({
    passing: [
      withObjective({ expectedTraffic: 0.2 }),
      withObjective({ expectedTraffic: 0.02, objective: "99%", alerting: { minimumEvents: 10 }, window: days(30) }),
      withObjectives([
        objective({
          expectedTraffic: 0.02,
          objective: "99%",
          alerting: { levels: [level(6, hours(6), minutes(30)), SLOW] },
        }),
      ]),
    ],
    failing: [
      withObjective({ expectedTraffic: 0.05 }),
      withObjective({ expectedTraffic: 0.01, alerting: { minimumEvents: 0 } }),
      withObjective({ expectedTraffic: 0.0003, alerting: { minimumEvents: 1, levels: [FAST, SLOW] } }),
    ],
  }),
});

const consequence = (slo: Slo, { events }: Judged): string =>
  neededOf(slo) === 1
    ? ", fewer than 1: a single bad one is told"
    : `, fewer than the ${slo.minimumEvents} of minimumEvents: nobody is told below ${slo.minimumEvents} / ${figure(events)} = ${percent(exact(slo.minimumEvents).div(events))}`;

/** What would do, each computed alone. */
const mendsFor = (slo: Slo, perSecond: Decimal, { level: each, events, threshold }: Judged): readonly string[] => {
  const needed = neededOf(slo);
  const long = exact(needed).div(perSecond.times(threshold));
  const allowed = roundedUp(exact(needed).div(events).div(each.burnRate), 2);
  const period = nominalLength(slo.window);
  const fewer = events.times(threshold).floor();
  return [
    ...(long.times(1000).lte(period.milliseconds)
      ? [`write levels with a long window of ${longerText(long)} or more here`]
      : []),
    ...(allowed.times(each.burnRate).lt(1) ? [`an objective of ${percent(exact(1).minus(allowed), 12)} or less`] : []),
    ...(slo.expectedTraffic === undefined
      ? []
      : [
          `combine services that have ${figure(roundedUp(exact(needed).div(events.div(perSecond)).div(threshold)))} ${slo.sli.unit} per second together`,
        ]),
    ...(fewer.gte(2) && fewer.lt(slo.minimumEvents) ? [`minimumEvents: ${fewer.toString()}`] : []),
  ];
};
