/** What a service has promised, and how much of the error budget is left. */
import { days, type Expression, type Panel, type Row } from "../../model";
import { line, now, query, row, stat, table, timeSeries } from "../../dashboards";
import { matchers, matches, promql, type Matchers } from "../../query";
import { recordedNames } from "../../slo";
import { BUDGET_LINES, BURN_LINES, EXHAUSTION_TEXTS, ofRow, ofSeries } from "../objectives";
import type { ServiceScope } from "./scope";

/** The objectives of a service; one that stands for all namespaces has no such label. */
const objectivesOf = ({ namespace, service }: ServiceScope): Matchers => ({
  service,
  namespace: matches(`${namespace}|`),
});

/** Of an objective for several routes or regions, the worst. */
const worst = (scope: ServiceScope, which: "min" | "max", recorded: string): Expression =>
  promql`${which} by (slo) (${recorded}{${matchers(objectivesOf(scope))}})`;

export const budgetFigure = (scope: ServiceScope): Panel =>
  stat("Error budget left", {
    description: "Of the worst objective of this service. Below 0 it is missed.",
    queries: [now(promql`min(${recordedNames.REMAINING_RATIO}{${matchers(objectivesOf(scope))}})`, "left")],
    unit: "ratio",
    thresholds: BUDGET_LINES,
    colored: "background",
    whenEmpty: "No objective",
  });

export const objectivesRow = (scope: ServiceScope): Row =>
  row("Objectives", [
    table("What is promised", {
      description: "The objectives of this service, the one with the least budget first. The name opens the objective.",
      queries: [
        now(worst(scope, "min", recordedNames.REMAINING_RATIO)),
        now(worst(scope, "max", recordedNames.OBJECTIVE)),
        now(worst(scope, "max", recordedNames.BURN_RATE)),
        now(worst(scope, "min", recordedNames.EXHAUSTION)),
      ],
      columns: [
        { of: "slo", title: "Objective", links: [ofRow] },
        { of: 1, title: "Promised", unit: "ratio", decimals: 3, width: 90 },
        { of: 0, title: "Budget left", unit: "ratio", thresholds: BUDGET_LINES, shownAs: "colored background" },
        { of: 2, title: "Burn rate", thresholds: BURN_LINES, shownAs: "colored text", decimals: 1, width: 90 },
        { of: 3, title: "Used up in", unit: "seconds", texts: EXHAUSTION_TEXTS, width: 110 },
      ],
      sortBy: { title: "Budget left", descending: false },
      whenEmpty: "No objective",
      width: 12,
      height: 8,
    }),
    timeSeries("Budget left over time", {
      description: "Share of each error budget that is left. A step down is an incident, a slope is a leak.",
      queries: [query(worst(scope, "min", recordedNames.REMAINING_RATIO), "{{slo}}")],
      unit: "ratio",
      thresholds: [line(0, "red", { below: true })],
      max: 1,
      dataLinks: [ofSeries],
      whenEmpty: "No objective",
      from: days(30),
      width: 6,
    }),
    timeSeries("Burn rate", {
      description: "How many times as fast as allowed each budget burns now: at 1 it lasts just its period.",
      queries: [query(worst(scope, "max", recordedNames.BURN_RATE), "{{slo}}")],
      unit: { grafana: "suffix:×" },
      thresholds: BURN_LINES,
      min: 0,
      dataLinks: [ofSeries],
      whenEmpty: "No objective",
      width: 6,
    }),
  ]);
