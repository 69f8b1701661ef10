/** Tests of the budget: what a few hours of traffic leave of it, counted event by event. */
import {
  isDuration,
  milliseconds,
  once,
  type Duration,
  type RecordTest,
  type Slo,
  type TrafficStretch,
} from "../../model";
import { baseRange } from "../burn-levels";
import { countsHours } from "../hours";
import { INTERVAL } from "../recorded";
import type { BudgetRole } from "../recordings";
import { allowedOf, labelsOfSlo } from "../slo";
import { EVENTS } from "../names";
import { seriesText } from "../../testing";
import { nominalLength, windowLabel } from "../window";
import { beginOf, KNOWN, periodElapsedAt } from "./record-clock";
import { countOf, HOUR, roundedUp } from "./record-count";
import { givenHours, givenPeriods, givenRates } from "./record-given";
import { busier, expected, recordTest, subjectsOf } from "./record-test";

type BudgetFigure = BudgetRole | "ratio";

/** What happens, in bad events as a share of those that are allowed. */
type Happening = "half of it" | "three times of it" | "hardly any traffic" | "no bad event" | "nothing";

const HAPPENINGS: Readonly<Record<BudgetFigure, readonly Happening[]>> = {
  ratio: ["half of it", "hardly any traffic", "no bad event", "nothing"],
  budget: ["half of it", "hardly any traffic", "nothing"],
  "remaining-events": ["half of it", "three times of it", "nothing"],
  "remaining-ratio": ["half of it", "three times of it", "hardly any traffic", "no bad event", "nothing"],
  "remaining-seconds": ["half of it", "three times of it"],
  "burn-rate": ["half of it", "three times of it", "no bad event", "nothing"],
  exhaustion: ["half of it", "three times of it", "no bad event", "nothing"],
};

const TITLES: Readonly<Record<Happening, string>> = {
  "half of it": "half as many bad events as allowed",
  "three times of it": "three times as many bad events as allowed",
  "hardly any traffic": "less than one event is still some",
  "no bad event": "0 where nothing fails",
  nothing: "no event at all, and no NaN",
};

export const budgetTests = (slo: Slo, figure: BudgetFigure): readonly RecordTest[] => [
  ...HAPPENINGS[figure].map((happening) => budgetTest(slo, figure, happening)),
  ...(figure === "budget" ? firstMoment(slo) : []),
];

/** Nobody can tell the traffic of a period of which nothing has passed. */
const firstMoment = (slo: Slo): readonly RecordTest[] => {
  const { window: period } = slo;
  if (isDuration(period)) return [];
  const series = seriesText(EVENTS, { ...labelsOfSlo(slo), window: windowLabel(period) });
  return [
    recordTest({
      title: "nothing, and neither NaN nor endless, in the moment in which a period begins",
      interval: INTERVAL,
      at: milliseconds(0),
      from: beginOf(period, KNOWN),
      given: () => [{ series, values: "7" }],
      expect: () => [],
    }),
  ];
};

/** When the fastest alert's window has passed, at a whole hour. */
interface Times {
  /** Over which the burn rate is told; undefined for the period. */
  readonly burn?: Duration;
  readonly base: number;
  readonly at: number;
}

const timesOf = ({ levels }: Slo): Times => {
  const [fastest] = [...levels].sort((a, b) => b.burnRate - a.burnRate);
  const base = baseRange(levels).milliseconds;
  const burn = fastest?.long;
  return { burn, base, at: roundedUp((burn?.milliseconds ?? 0) + 2 * base, HOUR) };
};

/** A test begins when the period does, or when the objective is new: the period is only partly full. */
const budgetTest = (slo: Slo, figure: BudgetFigure, happening: Happening): RecordTest => {
  const subjects = subjectsOf(slo);
  const found = timesOf(slo);
  const at = milliseconds(found.at);
  const { window: period } = slo;
  const from = isDuration(period) ? undefined : roundedUp(beginOf(period, KNOWN), HOUR);
  const elapsed = (): number => (isDuration(period) ? 1 : periodElapsedAt(period, (from ?? 0) + found.at));
  const time = { interval: INTERVAL, until: at };
  const traffic = once(() => trafficOf(slo, happening, { ...found, elapsed: elapsed() }));
  return recordTest({
    title: TITLES[happening],
    interval: INTERVAL,
    at,
    every: at,
    from,
    given: () => [
      ...givenRates(slo, subjects, traffic(), time),
      ...(countsHours(slo) ? givenHours(slo, subjects, traffic(), time) : []),
      ...(isDuration(period) || from === undefined
        ? []
        : givenPeriods(slo, period, { from, begin: from }, traffic(), time)),
    ],
    expect: () => expected(subjects, ({ factor }) => figureOf(slo, figure, busier(traffic(), factor), elapsed())),
  });
};

/** The same before the window of the burn rate and at its end: what its samples say of times before it makes no difference. */
const trafficOf = (
  slo: Slo,
  happening: Happening,
  { burn, base, at, elapsed }: Times & { readonly elapsed: number },
): readonly TrafficStretch[] => {
  const allowed = allowedOf(slo).toNumber();
  const most = slo.sli.unit === "seconds" ? 1 : 10;
  const stretch = (perSecond: number, share: number, length: number): TrafficStretch => ({
    perSecond,
    badRatio: Math.min(1, allowed * share),
    for: milliseconds(length),
  });
  switch (happening) {
    case "half of it":
    case "three times of it": {
      const share = happening === "half of it" ? 0.5 : 3;
      const burst = Math.max(base, at - (burn?.milliseconds ?? at));
      return [
        stretch(most, share, burst),
        stretch(most, 1.5 * share, INTERVAL.milliseconds),
        stretch(most, share, at - burst - INTERVAL.milliseconds),
      ];
    }
    case "hardly any traffic":
      return [stretch((0.5 * elapsed) / (at / 1000), 0.5, at)];
    case "no bad event":
      return [stretch(most, 0, at)];
    case "nothing":
      return [stretch(0, 0, at)];
  }
};

/** Undefined where there is nothing to tell. */
const figureOf = (
  slo: Slo,
  figure: BudgetFigure,
  traffic: readonly TrafficStretch[],
  elapsed: number,
): number | undefined => {
  const { burn, at } = timesOf(slo);
  const allowed = allowedOf(slo).toNumber();
  const length = nominalLength(slo.window).milliseconds / 1000;
  const ratio = (span: number): number | undefined => {
    const all = countOf(traffic, "all", { from: at - span, to: at });
    return all === 0 ? undefined : countOf(traffic, "bad", { from: at - span, to: at }) / all;
  };
  const budget = (countOf(traffic, "all", { from: 0, to: at }) / elapsed) * allowed;
  const left = budget - countOf(traffic, "bad", { from: 0, to: at });
  const share = budget === 0 ? undefined : left / budget;
  const spent = ratio(burn?.milliseconds ?? at);
  const speed = spent === undefined ? undefined : spent / allowed;
  switch (figure) {
    case "ratio":
      return ratio(at);
    case "budget":
      return budget;
    case "remaining-events":
      return left;
    case "remaining-ratio":
      return share;
    case "remaining-seconds":
      return share === undefined ? undefined : share * allowed * length;
    case "burn-rate":
      return speed;
    case "exhaustion":
      return share === undefined || speed === undefined || speed === 0
        ? undefined
        : (Math.max(0, share) * length) / speed;
  }
};
