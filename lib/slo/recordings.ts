/** What is recorded of an objective for its alerts: events by the minute, and their share of bad ones over each window. */
import {
  inSeconds,
  once,
  isDuration,
  later,
  prometheusDuration,
  type Duration,
  type Expression,
  type RecordingRule,
  type RecordTest,
  type Slo,
} from "../model";
import { promql } from "../query";
import { baseRange } from "./burn-levels";
import { HOUR, hourRecordings, isHourly } from "./hours";
import { BAD_EVENTS, badEvents, ERROR_RATIO, events, HOUR_BAD_EVENTS, HOUR_EVENTS } from "./names";
import { INTERVAL, recorded, recordedBad, recordedTotal, SLOW_INTERVAL } from "./recorded";
import { aggregated } from "./sli/rates";
import { labelsOfSlo } from "./slo";

/** What the recordings of an objective are, before they have tests. */
export type Draft = Omit<RecordingRule, "kind" | "tests" | "waivers" | "place"> & {
  /** What tests have to know about it. */
  readonly role: Role;
};

export type Role =
  | { readonly is: "total" | "bad" }
  | { readonly is: "ratio" | "bad-events" | "events"; readonly window: Duration | "period" }
  | { readonly is: "hour"; readonly of: "all" | "bad" }
  | { readonly is: BudgetRole }
  | { readonly is: "level"; readonly burnRate: number }
  | { readonly is: "objective" | "info" | "local-time" | "period" | "elapsed" };

export type BudgetRole =
  "budget" | "remaining-events" | "remaining-ratio" | "remaining-seconds" | "burn-rate" | "exhaustion";

/** Windows that pages are decided by; they are looked at each minute. */
export const fastWindows = ({ levels }: Slo): readonly Duration[] =>
  distinct(levels.filter(({ severity }) => severity === "critical").flatMap(({ long, short }) => [short, long]));

/** All others: what takes hours to tell need not be asked each minute. */
export const slowWindows = (slo: Slo): readonly Duration[] => {
  const fast = new Set(fastWindows(slo).map(({ milliseconds }) => milliseconds));
  return distinct(slo.levels.flatMap(({ long, short }) => [short, long])).filter(
    ({ milliseconds }) => !fast.has(milliseconds),
  );
};

const distinct = (windows: readonly Duration[]): readonly Duration[] =>
  [...new Map(windows.map((each) => [each.milliseconds, each])).values()].sort(
    (a, b) => a.milliseconds - b.milliseconds,
  );

/** The rules of the windows of alerts. */
export const windowRecordings = (slo: Slo, scrapeInterval: Duration): readonly Draft[] => [
  ...baseRecordings(slo, scrapeInterval),
  ...fastWindows(slo)
    .filter((window) => !isPeriod(slo, window))
    .flatMap((window) => overWindow(slo, window, fastSum)),
  ...[
    ...hourRecordings(slo),
    ...slowWindows(slo)
      .filter((window) => !isPeriod(slo, window))
      .flatMap((window) => overWindow(slo, window, slowSum)),
  ].map((draft) => ({ ...draft, interval: SLOW_INTERVAL })),
];

/** A level may look at the whole period, of which the budget's recordings tell. */
const isPeriod = ({ window: period }: Slo, window: Duration): boolean =>
  isDuration(period) && period.milliseconds === window.milliseconds;

const baseRecordings = (slo: Slo, scrapeInterval: Duration): readonly Draft[] => {
  const window = baseRange(slo.levels);
  const { sli, groupBy } = slo;
  const { total, bad } = sli.rates({
    window,
    scrapeInterval,
    groupBy,
    recordedTotal: aggregated("sum", groupBy, recordedTotal(slo)),
  });
  const over = `per second, over ${prometheusDuration(window)}`;
  const unit = "per second" as const;
  const labels = labelsOfSlo(slo);
  return [
    { name: events(window), expr: total, unit, help: `All ${sli.unit} ${over}.`, labels, role: { is: "total" } },
    { name: badEvents(window), expr: bad, unit, help: `Bad ${sli.unit} ${over}.`, labels, role: { is: "bad" } },
  ];
};

/** Events in a window, from what was recorded each minute. */
type SumOver = (which: "all" | "bad", window: Duration, slo: Slo) => Expression;

const rateOf = (which: "all" | "bad", slo: Slo): Expression =>
  which === "all" ? recordedTotal(slo) : recordedBad(slo);

const fastSum: SumOver = (which, window, slo) =>
  promql`sum_over_time(${rateOf(which, slo)}[${window}]) * ${inSeconds(INTERVAL)}`;

/**
 * Recordings that are one base range apart lie side by side: each event is in one of them. With the step written down, the sum is the same
 * however often the rule is evaluated, and a missed evaluation is bridged by the one before it.
 */
const slowSum: SumOver = (which, window, slo) => {
  const hourly = recorded(which === "all" ? HOUR_EVENTS : HOUR_BAD_EVENTS, slo);
  if (isHourly(slo, window)) return promql`sum_over_time(${hourly}[${window}:${HOUR}])`;
  const base = baseRange(slo.levels);
  return promql`sum_over_time(${rateOf(which, slo)}[${window}:${base}]) * ${inSeconds(base)}`;
};

const overWindow = (slo: Slo, window: Duration, sum: SumOver): readonly Draft[] => {
  const text = prometheusDuration(window);
  const labels = { ...labelsOfSlo(slo), window: text };
  const ratio = (expr: Expression): Draft => ({
    name: ERROR_RATIO,
    expr,
    unit: "ratio",
    help: `Share of bad ${slo.sli.unit} over ${text}; nothing while there are none at all.`,
    labels,
    role: { is: "ratio", window },
  });
  const total = recordedTotal(slo);
  if (window.milliseconds === baseRange(slo.levels).milliseconds)
    return [ratio(promql`${recordedBad(slo)} / (${total} > 0)`)];
  // Events over events, never an average of ratios: a quiet hour weighs as little as it had events.
  const all = promql`(${sum("all", window, slo)} > 0)`;
  if (!needsCount(slo, window)) return [ratio(promql`${sum("bad", window, slo)} / ${all}`)];
  return [
    {
      name: BAD_EVENTS,
      expr: sum("bad", window, slo),
      unit: "count",
      help: `Bad ${slo.sli.unit} in ${text}.`,
      labels,
      role: { is: "bad-events", window },
    },
    ratio(promql`${recorded(BAD_EVENTS, slo, text)} / ignoring (window) ${all}`),
  ];
};

/** Whether an alert asks how many bad events there were in that window. */
const needsCount = ({ levels, minimumEvents }: Slo, window: Duration): boolean =>
  minimumEvents > 0 && levels.some(({ long }) => long.milliseconds === window.milliseconds);

/** A rule with its tests. Not by `record`, which would ask for its own place each time: it is written where the objective is. */
export const recording = (
  slo: Slo,
  { name, expr, unit, help, labels, interval, readBy }: Draft,
  tests: () => readonly RecordTest[],
): RecordingRule =>
  later(
    { kind: "record", name, expr, unit, help, labels, interval, readBy, waivers: [], place: slo.place },
    { tests: once(tests) },
    isTestedByKind(slo) ? recording : undefined,
  );

/** Whether its tests follow from what it says: not where functions of its own make their series. */
export const isTestedByKind = ({ sli }: Slo): boolean => sli.kind !== "raw" && sli.kind !== "composite";
