/** All about one objective, as people read it in a terminal. */
import {
  afterLastSample,
  badText,
  budgetText,
  evaluationText,
  HOW_TO_READ,
  promiseText,
  trafficText,
  type SloFacts,
} from "../documents";
import { prometheusDuration } from "../model";
import { percentText, windowText } from "../slo";
import { levelTable, troubleTable } from "./slos-table";

export const sloText = (environment: string, facts: SloFacts): string => {
  const { slo, team, allowed, budget, indicator, levels, missingData, recordings, cost, troubles } = facts;
  return [
    `${environment}: ${slo.name}`,
    slo.description,
    `${promiseText(slo)}, over ${windowText(slo.window)}; owned by ${team}`,
    "",
    "Indicator",
    `  bad are ${badText(slo)}`,
    `  all: ${indicator.total}`,
    `  bad: ${indicator.bad}`,
    "",
    "Budget",
    `  ${percentText(allowed)}: ${budgetText(budget, slo)}`,
    "",
    "Alerts",
    levelTable(levels),
    // Levels of one severity are one alert with one runbook.
    ...new Set(levels.map(({ name, runbook }) => `  ${name}: ${runbook}`)),
    `  ${missingData.name}: ${missingData.runbook}`,
    `  ${missingData.name} (${missingData.severity}) tells ${afterLastSample(slo, missingData)} after the last sample`,
    "",
    "When somebody is told",
    `  ${trafficText(facts)}`,
    `  ${HOW_TO_READ}`,
    troubleTable(troubles),
    "",
    "Recorded",
    ...recordings.map(
      ({ name, windows, every }) =>
        `  ${name}${windows.length === 0 ? "" : `{window=${windows.join("|")}}`} every ${every.map(prometheusDuration).join(", ")}`,
    ),
    `  ${cost.series} series from ${cost.rules} rules, which read ${Math.round(cost.samplesPerMinute).toLocaleString("en")} samples and take ${evaluationText(cost.evaluation)} a minute`,
  ].join("\n");
};
