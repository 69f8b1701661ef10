/** Objectives of OpenSLO v1. */
import { didYouMean, type SloWindow } from "../../model";
import { fieldsOf, lineIn, listIn, neededTextIn, textIn, type Fields } from "./fields";
import type { UnnamedObjective } from "./imported";
import { levelsIn } from "./open-slo-alerts";
import { journeyOf } from "./open-slo-composite";
import { METHODS, type Method } from "./open-slo-indicator";
import { INDICATOR, objectiveOf, targetIn, type Whole } from "./open-slo-objective";
import { inlineOrReferred, objectNamed, ownerAndLost, type Objects, type OpenSloObject } from "./open-slo-objects";
import type { Report } from "./report";
import { windowOf } from "./time-window";

interface OpenSloProps {
  /** For objectives that say none. */
  readonly window: SloWindow;
}

const SLO_KEYS = [
  "description",
  "service",
  "indicator",
  "indicatorRef",
  "timeWindow",
  "budgetingMethod",
  "objectives",
  "alertPolicies",
];

export const objectivesOf = (
  { name, metadata, spec, at }: OpenSloObject,
  objects: Objects,
  props: OpenSloProps,
  report: Report,
): readonly UnnamedObjective[] => {
  if (spec === undefined) {
    report.refuse("import/missing-key", at, 'has no "spec"', "write service, indicator and objectives below spec");
    return [];
  }
  const fields = fieldsOf(spec, "an SLO", SLO_KEYS, report);
  const service = neededTextIn(fields, "service", "write the service that promises it");
  const window = windowIn(fields, props);
  const method = methodIn(fields);
  const levels = levelsIn(fields, objects);
  const { owner, lost } = ownerAndLost(metadata);
  if (lost.length > 0)
    report.warn(
      "import/not-carried-over",
      at,
      `${lost.join(", ")}: nobody reads it here`,
      "nothing, or write it into the description",
    );
  const entries = entriesOf(fields);
  if (service === undefined || window === undefined || method === undefined) return [];
  const of: Whole = {
    called: name,
    service,
    description: lineIn(fields, "description") ?? describing(name, service, metadata, objects, report),
    ...(owner === undefined ? {} : { owner }),
    window,
    ...(levels === undefined ? {} : { levels }),
    method,
    place: at,
  };
  return isComposite(entries) ? journeyOf(fields, entries, of, objects) : simpleOf(fields, entries, of, objects);
};

/** Nobody has said what is promised: the names people see elsewhere are the next best. */
const describing = (
  name: string,
  service: string,
  metadata: Fields | undefined,
  objects: Objects,
  report: Report,
): string => {
  const what = (metadata && lineIn(metadata, "displayName")) ?? name;
  const owner = objectNamed("Service", service, objects)?.metadata;
  // A name that is no text is told where the service itself is read.
  const whose =
    (owner && lineIn({ ...owner, report: { ...report, refuse: () => undefined } }, "displayName")) ?? service;
  return `${what} of ${whose}.`;
};

const windowIn = (fields: Fields, props: OpenSloProps): SloWindow | undefined => {
  const windows = listIn(fields, "timeWindow");
  const [first] = windows;
  if (first === undefined) {
    fields.report.warn(
      "import/changed-meaning",
      fields.at,
      "says no time window: that of the import counts",
      "write timeWindow",
    );
    return props.window;
  }
  return windows.length === 1
    ? windowOf(first, fields.report)
    : fields.report.refuse(
        "import/value",
        first.at,
        `has ${windows.length} time windows`,
        "write one objective for each",
      );
};

const methodIn = (fields: Fields): Method | undefined => {
  const text = textIn(fields, "budgetingMethod");
  if (text === undefined) {
    fields.report.warn(
      "import/changed-meaning",
      fields.at,
      'has no "budgetingMethod" and is taken for Occurrences',
      "write budgetingMethod: Occurrences",
    );
    return "Occurrences";
  }
  return (
    METHODS.find((each) => each === text) ??
    fields.report.refuse(
      "import/value",
      fields.get("budgetingMethod")?.at ?? fields.at,
      `"budgetingMethod" is "${text}"${didYouMean(text, METHODS)}`,
      `write one of ${METHODS.join(", ")}`,
    )
  );
};

const OBJECTIVE_KEYS = [
  "displayName",
  "op",
  "value",
  "target",
  "targetPercent",
  "timeSliceTarget",
  "timeSliceWindow",
  "indicator",
  "indicatorRef",
  "compositeWeight",
];

const entriesOf = (fields: Fields): readonly Fields[] => {
  const entries = listIn(fields, "objectives").map((each) =>
    fieldsOf(each, "an objective", OBJECTIVE_KEYS, fields.report),
  );
  if (entries.length === 0)
    fields.report.refuse("import/missing-key", fields.at, 'has no "objectives"', "write at least one with a target");
  return entries;
};

const isComposite = (entries: readonly Fields[]): boolean =>
  entries.some(({ get }) => get("indicator") !== undefined || get("indicatorRef") !== undefined);

/** One indicator; several targets are several objectives. */
const simpleOf = (
  fields: Fields,
  entries: readonly Fields[],
  whole: Whole,
  objects: Objects,
): readonly UnnamedObjective[] => {
  const { report } = fields;
  const indicator = inlineOrReferred(fields, INDICATOR, objects);
  if (fields.get("indicator") === undefined && fields.get("indicatorRef") === undefined)
    report.refuse(
      "import/missing-key",
      fields.at,
      'has neither "indicator" nor "indicatorRef"',
      "write one of the two",
    );
  for (const entry of entries)
    if (entry.get("compositeWeight") !== undefined)
      report.refuse(
        "import/value",
        entry.get("compositeWeight")?.at ?? entry.at,
        '"compositeWeight" weighs indicators of a composite, and this has one indicator',
        "leave it out, or write an indicator into each objective",
      );
  const targets = entries.map(targetIn);
  return entries.flatMap((entry, index) => {
    const made = objectiveOf(
      entry,
      { target: targets[index], indicator, suffix: suffixOf(targets, index) },
      whole,
      objects,
    );
    return made ?? [];
  });
};

/** `99p9`, and a number where two have the same target. */
const suffixOf = (targets: readonly (string | undefined)[], index: number): string | undefined => {
  const target = targets[index];
  if (targets.length === 1 || target === undefined) return undefined;
  const text = target.replace("%", "").replace(".", "p");
  return targets.filter((each) => each === target).length === 1 ? text : `${text}-${index + 1}`;
};
