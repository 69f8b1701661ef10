/** One entry of the objectives of an SLO: its target and its indicator as an objective of ours. */
import type { BurnLevel, SloWindow } from "../../model";
import { levelsThatFire } from "./alert-levels";
import { shown, type Fields } from "./fields";
import type { ImportedObjective, UnnamedObjective } from "./imported";
import { indicatorOf, type Method } from "./open-slo-indicator";
import type { Objects, OpenSloObject } from "./open-slo-objects";
import { objectiveIn } from "./target";

/** What all objectives of an SLO share. */
export interface Whole extends Omit<ImportedObjective, "name" | "indicator" | "objective"> {
  readonly called: string;
  readonly method: Method;
}

/** Where an indicator stands. */
export const INDICATOR = { inline: "indicator", ref: "indicatorRef", kind: "SLI" } as const;

export const targetIn = (entry: Fields): string | undefined => {
  const { report, at } = entry;
  const [share, percent] = [entry.get("target"), entry.get("targetPercent")];
  if (share !== undefined && percent !== undefined)
    return report.refuse(
      "import/value",
      at,
      `has both target (${shown(share)}) and targetPercent (${shown(percent)})`,
      "leave one of the two out",
    );
  if (share === undefined && percent === undefined)
    return report.refuse(
      "import/missing-key",
      at,
      'has no "target"',
      "write e.g. target: 0.999 or targetPercent: 99.9",
    );
  return share === undefined ? objectiveIn(entry, "targetPercent", "percent") : objectiveIn(entry, "target", "share");
};

interface Part {
  readonly target: string | undefined;
  readonly indicator: Pick<OpenSloObject, "spec" | "at"> | undefined;
  readonly suffix?: string;
}

export const objectiveOf = (
  entry: Fields,
  { target, indicator, suffix }: Part,
  { method, levels, ...whole }: Whole,
  objects: Objects,
): UnnamedObjective | undefined => {
  const { report } = entry;
  if (indicator === undefined) return undefined;
  if (indicator.spec === undefined)
    return report.refuse(
      "import/missing-key",
      indicator.at,
      'has no "spec"',
      "write ratioMetric or thresholdMetric below spec",
    );
  const measured = indicatorOf({ spec: indicator.spec, objective: entry, method, objects });
  if (measured === undefined || target === undefined) return undefined;
  return {
    ...whole,
    ...(suffix === undefined ? {} : { suffix }),
    objective: target,
    indicator: measured,
    ...leveled(target, whole.window, levels, entry),
    place: entry.at,
  };
};

export const leveled = (
  objective: string,
  window: SloWindow,
  levels: readonly BurnLevel[] | undefined,
  { at, report }: Fields,
): Pick<ImportedObjective, "levels"> => {
  const left = levelsThatFire({ objective, window, ...(levels === undefined ? {} : { levels }) }, at, report);
  return left === undefined ? {} : { levels: left };
};
