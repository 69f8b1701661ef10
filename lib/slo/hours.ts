/** Events by the hour: what looks back over many weeks need not know the last minutes, and adds hours up that lie side by side. */
import { hours, inSeconds, type Duration, type Expression, type Slo } from "../model";
import { promql } from "../query";
import { baseRange } from "./burn-levels";
import { HOUR_BAD_EVENTS, HOUR_EVENTS } from "./names";
import { recordedBad, recordedTotal } from "./recorded";
import type { Draft } from "./recordings";
import { labelsOfSlo } from "./slo";
import { lookBack } from "./window";

export const HOUR = hours(1);

/** How many base ranges one query adds up: a month of five minutes, which took 2 ms where it was measured (`npm run bench:slo`). */
const MOST_STEPS = 9_500;

/** Whether so long a time is added up from hours. */
export const isHourly = ({ levels }: Slo, { milliseconds }: Duration): boolean =>
  milliseconds / baseRange(levels).milliseconds > MOST_STEPS;

/** Whether the hours are recorded, because the period is so long. No window of an alert is longer. */
export const countsHours = (slo: Slo): boolean => isHourly(slo, lookBack(slo.window));

export const hourRecordings = (slo: Slo): readonly Draft[] => {
  if (!countsHours(slo)) return [];
  const base = baseRange(slo.levels);
  const labels = labelsOfSlo(slo);
  const sum = (rate: Expression): Expression => promql`sum_over_time(${rate}[${HOUR}:${base}]) * ${inSeconds(base)}`;
  return [
    {
      name: HOUR_EVENTS,
      expr: sum(recordedTotal(slo)),
      unit: "count",
      help: `All ${slo.sli.unit} in an hour.`,
      labels,
      role: { is: "hour", of: "all" },
    },
    {
      name: HOUR_BAD_EVENTS,
      expr: sum(recordedBad(slo)),
      unit: "count",
      help: `Bad ${slo.sli.unit} in an hour.`,
      labels,
      role: { is: "hour", of: "bad" },
    },
  ];
};
