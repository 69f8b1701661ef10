/** Composite SLOs: an objective for each indicator, which wakes nobody, and a journey that is made of them. */
import { quietLevels } from "./alert-levels";
import { decimalIn, type Fields } from "./fields";
import type { UnnamedObjective } from "./imported";
import { inlineOrReferred, type Objects } from "./open-slo-objects";
import { INDICATOR, leveled, objectiveOf, targetIn, type Whole } from "./open-slo-objective";

export const journeyOf = (
  fields: Fields,
  entries: readonly Fields[],
  whole: Whole,
  objects: Objects,
): readonly UnnamedObjective[] => {
  const { report } = fields;
  const targets = entries.map(targetIn);
  const [target] = targets;
  const refuse = (problem: string, mend: string): readonly [] => {
    report.refuse("import/not-supported", whole.place, problem, mend);
    return [];
  };
  if (fields.get("indicator") !== undefined || fields.get("indicatorRef") !== undefined)
    return refuse("has an indicator of its own beside those of its objectives", "leave one of the two out");
  if (whole.method !== "Occurrences")
    return refuse(
      `is a composite by ${whole.method}: bad minutes of several indicators are not added up here`,
      "write budgetingMethod: Occurrences, or an SLO for each indicator",
    );
  if (new Set(targets).size > 1)
    return refuse(
      `is a composite of targets that differ (${targets.map((each) => each ?? "none").join(", ")}): a journey has one objective`,
      "write the same target everywhere, or an SLO for each indicator",
    );
  const parts = entries.flatMap((entry, index) => {
    const indicator = inlineOrReferred(entry, INDICATOR, objects);
    if (entry.get("indicator") === undefined && entry.get("indicatorRef") === undefined)
      report.refuse(
        "import/missing-key",
        entry.at,
        "has no indicator, as others of this composite have",
        "write indicator or indicatorRef",
      );
    const weight = weightIn(entry);
    const suffix = `step-${index + 1}`;
    const quiet = { ...whole, levels: quietLevels(whole.window) };
    const made = objectiveOf(entry, { target, indicator, suffix }, quiet, objects);
    return made === undefined || weight === undefined ? [] : [{ objective: made, weight }];
  });
  if (parts.length < entries.length || target === undefined) return [];
  if (parts.some(({ objective: { indicator } }) => !("sli" in indicator && indicator.groupBy.length === 0)))
    return refuse("is a composite whose queries are grouped", "sum each of them without by (…)");
  if (parts.some(({ objective: { indicator } }) => "sli" in indicator && !countsEvents(indicator.sli)))
    return refuse("is a composite of thresholds: time and events do not add up", "write an SLO for each indicator");
  report.warn(
    "import/changed-meaning",
    whole.place,
    "is a composite: here each event counts as much as its step weighs, so that a busy step counts for more; OpenSLO adds up burn rates",
    "nothing, or raise the weights of steps with few events",
  );
  const { called, service, description, owner, window, levels, place } = whole;
  return [
    ...parts.map(({ objective }) => objective),
    {
      called,
      service,
      description,
      owner,
      window,
      place,
      objective: target,
      indicator: { parts },
      ...leveled(target, window, levels, fields),
    },
  ];
};

const countsEvents = (sli: { readonly kind: string; readonly unit?: string }): boolean =>
  sli.kind === "availability" || (sli.kind === "raw" && sli.unit === "events");

const weightIn = (entry: Fields): number | undefined => {
  if (entry.get("compositeWeight") === undefined) return 1;
  const weight = decimalIn(entry, "compositeWeight");
  if (weight === undefined || weight.greaterThan(0)) return weight?.toNumber();
  return entry.report.refuse(
    "import/value",
    entry.get("compositeWeight")?.at ?? entry.at,
    `"compositeWeight" is ${weight.toString()}`,
    "write a number above 0",
  );
};
