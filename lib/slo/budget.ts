/** The error budget of an objective: how much there is, how much is left, how fast it goes. */
import { inSeconds, isDuration, times, type Duration, type Expression, type RecordingRule, type Slo } from "../model";
import { promql } from "../query";
import { baseRange } from "./burn-levels";
import { localTime, periodElapsed, periodNumber } from "./calendar";
import { decimalText } from "./decimal";
import {
  BAD_EVENTS,
  BUDGET_EVENTS,
  BURN_RATE,
  BURN_RATE_LEVEL,
  ERROR_RATIO,
  EVENTS,
  EXHAUSTION,
  HOUR_BAD_EVENTS,
  HOUR_EVENTS,
  INFO,
  LOCAL_TIME,
  OBJECTIVE,
  PERIOD,
  PERIOD_ELAPSED,
  REMAINING_EVENTS,
  REMAINING_RATIO,
  REMAINING_SECONDS,
} from "./names";
import { recorded, recordedBad, recordedTotal, SLOW_INTERVAL } from "./recorded";
import { countsHours, HOUR } from "./hours";
import type { BudgetRole, Draft } from "./recordings";
import { allowedOf, labelsOfSlo, objectiveOf } from "./slo";
import { lookBack, nominalLength, windowLabel, windowText } from "./window";

export const budgetRecordings = (slo: Slo): readonly Draft[] => [
  ...periodRecordings(slo),
  ...[...spentRecordings(slo), ...remainingRecordings(slo)].map((draft) => ({ ...draft, interval: SLOW_INTERVAL })),
  ...metadata(slo),
];

const metadata = (slo: Slo): readonly Draft[] => {
  const labels = labelsOfSlo(slo);
  return [
    {
      name: OBJECTIVE,
      expr: promql`vector(${objectiveOf(slo).toNumber()})`,
      unit: "ratio",
      help: `Share of ${slo.sli.unit} that must be good.`,
      labels,
      readBy: "panels",
      role: { is: "objective" },
    },
    ...slo.levels.map(({ burnRate, long, severity }): Draft => ({
      name: BURN_RATE_LEVEL,
      expr: promql`vector(${burnRate})`,
      unit: "count",
      help: "Burn rate from which on somebody is told.",
      labels: { ...labels, window: windowLabel(long), severity },
      readBy: "panels",
      role: { is: "level", burnRate },
    })),
    {
      name: INFO,
      expr: promql`vector(1)`,
      unit: "boolean",
      help: "What the objective is, in labels.",
      labels: {
        ...labels,
        objective: slo.objective.replace(/\s/g, ""),
        window: windowLabel(slo.window),
        sli: slo.sli.kind,
        unit: slo.sli.unit,
        ...(slo.owner === undefined ? {} : { owner: slo.owner }),
      },
      readBy: "panels",
      role: { is: "info" },
    },
  ];
};

const periodRecordings = (slo: Slo): readonly Draft[] =>
  isDuration(slo.window)
    ? []
    : [
        // By itself, because a zone's turns of the clock are long to write and read by all that follows.
        {
          name: LOCAL_TIME,
          expr: localTime(slo.window),
          unit: "seconds",
          help: `Seconds since 1970 as clocks count them for ${windowText(slo.window)}.`,
          labels: { slo: slo.name },
          role: { is: "local-time" },
        },
        {
          name: PERIOD,
          expr: periodNumber(slo.window, recorded(LOCAL_TIME, slo)),
          unit: "count",
          help: `Number of ${windowText(slo.window)}.`,
          labels: { slo: slo.name },
          role: { is: "period" },
        },
        {
          name: PERIOD_ELAPSED,
          expr: periodElapsed(slo.window, recorded(LOCAL_TIME, slo)),
          unit: "ratio",
          help: `Share of ${windowText(slo.window)} that has passed.`,
          labels: { slo: slo.name },
          role: { is: "elapsed" },
        },
      ];

/** Events of the whole period: base ranges or hours that lie side by side, those of another period of the calendar left out. */
const overPeriod = (slo: Slo, rate: Expression, hourly: Expression): Expression => {
  const base = baseRange(slo.levels);
  const inPeriod = (series: Expression, step: Duration): Expression =>
    isDuration(slo.window)
      ? promql`sum_over_time(${series}[${slo.window}:${step}])`
      : // The middle of what a recording speaks of says which period it belongs to: at midnight it speaks of the evening.
        promql`sum_over_time((${series} and on (slo) (${recorded(PERIOD, slo)} offset ${times(0.5, step)} == on (slo) (${recorded(PERIOD, slo)} @ end())))[${lookBack(slo.window)}:${step}])`;
  return countsHours(slo) ? inPeriod(hourly, HOUR) : promql`${inPeriod(rate, base)} * ${inSeconds(base)}`;
};

const spentRecordings = (slo: Slo): readonly Draft[] => {
  const window = windowLabel(slo.window);
  const labels = { ...labelsOfSlo(slo), window };
  const inWindow = `in ${windowText(slo.window)}`;
  return [
    {
      name: EVENTS,
      expr: overPeriod(slo, recordedTotal(slo), recorded(HOUR_EVENTS, slo)),
      unit: "count",
      help: `All ${slo.sli.unit} ${inWindow}.`,
      labels,
      role: { is: "events", window: "period" },
    },
    {
      name: BAD_EVENTS,
      expr: overPeriod(slo, recordedBad(slo), recorded(HOUR_BAD_EVENTS, slo)),
      unit: "count",
      help: `Bad ${slo.sli.unit} ${inWindow}.`,
      labels,
      role: { is: "bad-events", window: "period" },
    },
    {
      name: ERROR_RATIO,
      expr: promql`${recorded(BAD_EVENTS, slo, window)} / (${recorded(EVENTS, slo, window)} > 0)`,
      unit: "ratio",
      help: `Share of bad ${slo.sli.unit} ${inWindow}; nothing while there are none at all.`,
      labels,
      readBy: "panels",
      role: { is: "ratio", window: "period" },
    },
  ];
};

const remainingRecordings = (slo: Slo): readonly Draft[] => {
  const allowed = allowedOf(slo);
  const window = windowLabel(slo.window);
  const [all, bad] = [recorded(EVENTS, slo, window), recorded(BAD_EVENTS, slo, window)];
  // The traffic to come is taken to be like that so far: on the first of the month, the budget is that of a month.
  const expected = isDuration(slo.window)
    ? all
    : promql`${all} / on (slo) group_left () (${recorded(PERIOD_ELAPSED, slo)} > 0)`;
  const length = inSeconds(nominalLength(slo.window));
  const fastest = [...slo.levels].sort((a, b) => b.burnRate - a.burnRate)[0];
  const now = fastest === undefined ? window : windowLabel(fastest.long);
  const draft = (
    name: string,
    expr: Expression,
    unit: RecordingRule["unit"],
    help: string,
    is: BudgetRole,
    readBy?: "panels",
  ): Draft => ({
    name,
    expr,
    unit,
    help,
    labels: { ...labelsOfSlo(slo), window: is === "burn-rate" ? now : window },
    role: { is },
    ...(readBy ? { readBy } : {}),
  });
  const number = allowed.toNumber();
  return [
    draft(
      BUDGET_EVENTS,
      promql`${expected} * ${number}`,
      "count",
      `Bad ${slo.sli.unit} that ${windowText(slo.window)} allows at this traffic.`,
      "budget",
    ),
    draft(
      REMAINING_EVENTS,
      promql`${recorded(BUDGET_EVENTS, slo)} - ${bad}`,
      "count",
      `Bad ${slo.sli.unit} that are still allowed; below 0 the objective is missed.`,
      "remaining-events",
    ),
    draft(
      REMAINING_RATIO,
      promql`${recorded(REMAINING_EVENTS, slo)} / (${recorded(BUDGET_EVENTS, slo)} > 0)`,
      "ratio",
      "Share of the error budget that is left: 1 is all, 0 none, below 0 the objective is missed.",
      "remaining-ratio",
    ),
    draft(
      REMAINING_SECONDS,
      promql`${recorded(REMAINING_RATIO, slo)} * ${Number(decimalText(allowed.times(length)))}`,
      "seconds",
      "Total outage that is still allowed.",
      "remaining-seconds",
      "panels",
    ),
    draft(
      BURN_RATE,
      promql`${recorded(ERROR_RATIO, slo, now)} / ${number}`,
      "count",
      `How many times as fast as allowed the budget burns, over ${now}.`,
      "burn-rate",
    ),
    draft(
      EXHAUSTION,
      promql`clamp_min(${recorded(REMAINING_RATIO, slo)}, 0) * ${length} / ignoring (window) (${recorded(BURN_RATE, slo)} > 0)`,
      "seconds",
      "Time until the budget is used up, if it burns on like this; nothing while it does not burn.",
      "exhaustion",
      "panels",
    ),
  ];
};
