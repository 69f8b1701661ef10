/** Objectives as tables: one line for each, and one line for each size of trouble. */
import Table from "cli-table3";
import {
  callText,
  evaluationText,
  outageText,
  serviceText,
  shareText,
  troubleRow,
  type LevelFacts,
  type SloFacts,
  type TroubleFacts,
} from "../documents";
import { prometheusDuration } from "../model";
import { percentText, windowText } from "../slo";

type Align = "left" | "right";

const tableOf = (
  columns: readonly (readonly [head: string, align: Align])[],
  rows: readonly (readonly string[])[],
): string => {
  const table = new Table({
    head: columns.map(([head]) => head),
    colAligns: columns.map(([, align]) => align),
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
};

export const sloTable = (slos: readonly SloFacts[]): string =>
  tableOf(
    [
      ["objective", "left"],
      ["service", "left"],
      ["promised", "right"],
      ["over", "left"],
      ["budget", "right"],
      ["alerts", "right"],
      ["series", "right"],
      ["samples/min", "right"],
      ["evaluation/min", "right"],
    ],
    slos.map(({ slo, budget, levels, cost }) => [
      slo.name,
      serviceText(slo),
      slo.objective,
      windowText(slo.window),
      outageText(budget.outage),
      String(levels.length + 1),
      `${cost.series}${slo.groupBy.length === 0 ? "" : " each"}`,
      Math.round(cost.samplesPerMinute).toLocaleString("en"),
      evaluationText(cost.evaluation),
    ]),
  );

export const levelTable = (levels: readonly LevelFacts[]): string =>
  tableOf(
    [
      ["alert", "left"],
      ["severity", "left"],
      ["faster than", "right"],
      ["over both", "left"],
      ["more bad than", "right"],
      ["of the budget", "right"],
    ],
    levels.map(({ name, severity, level, threshold, budgetShare }) => [
      name,
      severity,
      `${level.burnRate} x`,
      `${prometheusDuration(level.long)}, ${prometheusDuration(level.short)}`,
      `${percentText(threshold)}${threshold.gte(1) ? " (never)" : ""}`,
      shareText(budgetShare),
    ]),
  );

export const troubleTable = (troubles: readonly TroubleFacts[]): string =>
  tableOf(
    [
      ["bad", "right"],
      ["times allowed", "right"],
      ...(troubles[0]?.told ?? []).flatMap(({ severity }): readonly (readonly [string, Align])[] => [
        [`${callText(severity)} after`, "right"],
        ["budget gone", "right"],
        ["over after", "right"],
      ]),
    ],
    troubles.map(troubleRow),
  );
