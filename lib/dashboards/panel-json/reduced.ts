/** One figure made of a course over time, by the names that Grafana gives the calculations. */
import { ReduceDataOptionsBuilder } from "@grafana/grafana-foundation-sdk/common";
import type { Calculation } from "../../model";

const GRAFANA: Readonly<Record<Calculation, string>> = {
  last: "lastNotNull",
  mean: "mean",
  max: "max",
  min: "min",
  sum: "sum",
};

export const calculationId = (calculation: Calculation): string => GRAFANA[calculation];

export const reducedBy = (calculation: Calculation): ReduceDataOptionsBuilder =>
  new ReduceDataOptionsBuilder().calcs([calculationId(calculation)]);
