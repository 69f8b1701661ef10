/** Alert policies of OpenSLO as levels of burning. */
import { didYouMean, minutes, times, type BurnLevel, type Duration } from "../../model";
import { BASE_RANGE } from "../burn-levels";
import { severityOf } from "./alert-levels";
import { decimalIn, fieldsIn, fieldsOf, listIn, neededTextIn, textIn, truthIn, type Fields } from "./fields";
import { inlined, referredIn, type Objects, type OpenSloObject } from "./open-slo-objects";
import type { Report } from "./report";
import { lengthIn } from "./shorthand";
import type { Written } from "./written";

type Referred = Pick<OpenSloObject, "spec" | "at">;

/** @returns undefined where there are no policies: then the usual levels are told */
export const levelsIn = (spec: Fields, objects: Objects): readonly BurnLevel[] | undefined => {
  const policies = listIn(spec, "alertPolicies");
  if (policies.length === 0) return undefined;
  const levels = policies.flatMap((each) => ofPolicy(each, objects, spec.report));
  const distinct = levels.filter((level, index) => levels.findIndex((each) => isEqual(each, level)) === index);
  return [...distinct].sort((a, b) => b.burnRate - a.burnRate);
};

const isEqual = (one: BurnLevel, other: BurnLevel): boolean =>
  one.burnRate === other.burnRate &&
  one.long.milliseconds === other.long.milliseconds &&
  one.severity === other.severity;

/** By name, or written in its place. */
const target = (
  written: Written,
  { ref, kind }: { readonly ref: string; readonly kind: "AlertPolicy" | "AlertCondition" | "AlertNotificationTarget" },
  objects: Objects,
  report: Report,
): Referred | undefined => {
  const fields = fieldsOf(
    written,
    `an ${kind} or a reference to one`,
    [ref, "apiVersion", "kind", "metadata", "spec"],
    report,
  );
  if (fields.get(ref) !== undefined) return referredIn(fields, ref, kind, objects);
  return fields.get("spec") === undefined
    ? report.refuse("import/missing-key", fields.at, `has neither "${ref}" nor "spec"`, `write ${ref} and a name`)
    : inlined(written, kind, report);
};

const POLICY_KEYS = [
  "description",
  "alertWhenNoData",
  "alertWhenResolved",
  "alertWhenBreaching",
  "conditions",
  "notificationTargets",
];

const specOf = ({ spec, at }: Referred, what: string, keys: readonly string[], report: Report): Fields | undefined =>
  spec === undefined
    ? report.refuse("import/missing-key", at, 'has no "spec"', `write ${keys.join(", ")} below spec`)
    : fieldsOf(spec, what, keys, report);

const ofPolicy = (written: Written, objects: Objects, report: Report): readonly BurnLevel[] => {
  const found = target(written, { ref: "alertPolicyRef", kind: "AlertPolicy" }, objects, report);
  const policy = found && specOf(found, "an alert policy", POLICY_KEYS, report);
  if (policy === undefined) return [];
  const conditions = listIn(policy, "conditions");
  if (conditions.length === 0)
    report.refuse("import/missing-key", policy.at, 'has no "conditions"', "write one condition of kind burnrate");
  const targets = listIn(policy, "notificationTargets").flatMap((each) => targetName(each, objects, report));
  const [breaching, noData] = [truthIn(policy, "alertWhenBreaching"), truthIn(policy, "alertWhenNoData")];
  const lost = [
    ...(targets.length === 0 ? [] : [`who is told (${targets.join(", ")}) follows from owner and severity`]),
    ...(noData === true ? [] : ["an indicator without data is told, too"]),
    ...(truthIn(policy, "alertWhenResolved") === undefined
      ? []
      : ["whether the end is told is a matter of the receiver"]),
  ];
  if (lost.length > 0)
    report.warn("import/not-carried-over", policy.at, lost.join("; "), "nothing, or set the owner and its routes");
  const levels = conditions.flatMap((each) => ofCondition(each, objects, report) ?? []);
  return breaching === false ? [] : levels;
};

const targetName = (written: Written, objects: Objects, report: Report): readonly string[] => {
  const found = target(written, { ref: "targetRef", kind: "AlertNotificationTarget" }, objects, report);
  const spec = found && specOf(found, "a notification target", ["target", "description"], report);
  const name = spec && textIn(spec, "target");
  return name === undefined ? [] : [name];
};

const CONDITION_KEYS = ["kind", "op", "threshold", "lookbackWindow", "alertAfter"];

const ofCondition = (written: Written, objects: Objects, report: Report): BurnLevel | undefined => {
  const found = target(written, { ref: "conditionRef", kind: "AlertCondition" }, objects, report);
  const spec = found && specOf(found, "an alert condition", ["description", "severity", "condition"], report);
  if (spec === undefined) return undefined;
  const severity = severityIn(spec);
  const condition = fieldsIn(spec, "condition", "a condition", CONDITION_KEYS);
  if (condition === undefined)
    return report.refuse("import/missing-key", spec.at, 'has no "condition"', "write kind: burnrate, op, threshold …");
  const kind = textIn(condition, "kind") ?? "burnrate";
  if (kind.toLowerCase() !== "burnrate")
    return report.refuse(
      "import/not-supported",
      condition.get("kind")?.at ?? condition.at,
      `conditions of kind "${kind}" are not known${didYouMean(kind, ["burnrate"])}`,
      "write kind: burnrate",
    );
  const burnRate = burnRateIn(condition);
  const long = lookBackIn(condition);
  if (burnRate === undefined || long === undefined || severity === undefined) return undefined;
  const short = shortOf(long, severity);
  afterAWhile(condition, { long, short });
  return { burnRate, long, short, severity };
};

const severityIn = (spec: Fields): BurnLevel["severity"] | undefined => {
  const text = neededTextIn(spec, "severity", "write page or ticket");
  if (text === undefined) return undefined;
  const known = severityOf(text);
  if (known === undefined)
    spec.report.warn(
      "import/changed-meaning",
      spec.get("severity")?.at ?? spec.at,
      `the severity "${text}" is none of ours and becomes warning`,
      "write page, ticket or info",
    );
  return known ?? "warning";
};

const burnRateIn = (condition: Fields): number | undefined => {
  const { report, at } = condition;
  const op = neededTextIn(condition, "op", "write op: gte");
  const threshold = decimalIn(condition, "threshold");
  if (condition.get("threshold") === undefined)
    report.refuse("import/missing-key", at, 'has no "threshold"', "write how many times the allowed rate, e.g. 14.4");
  if (op !== undefined && !["gt", "gte", "lt", "lte"].includes(op))
    return report.refuse("import/value", condition.get("op")?.at ?? at, `"op" is "${op}"`, "write gt or gte");
  if (op === "lt" || op === "lte")
    report.warn(
      "import/changed-meaning",
      condition.get("op")?.at ?? at,
      `"op" is "${op}", which tells while the budget does not burn, and is taken for gte`,
      "write gte",
    );
  if (threshold === undefined || threshold.greaterThan(0)) return threshold?.toNumber();
  return report.refuse(
    "import/value",
    condition.get("threshold")?.at ?? at,
    `"threshold" is ${threshold.toString()}, and any burning is more`,
    "write how many times the allowed rate, e.g. 14.4",
  );
};

/** The short window of the SRE workbook is a twelfth of the long one. */
const TWELFTH = 12;
const LEAST = minutes(10);

/** In the steps that `slo` takes: whole minutes for pages, base ranges for all else. */
const shortOf = (long: Duration, severity: BurnLevel["severity"]): Duration => {
  const step = severity === "critical" ? minutes(1) : BASE_RANGE;
  return longer(BASE_RANGE, times(Math.round(long.milliseconds / TWELFTH / step.milliseconds), step));
};

const longer = (one: Duration, other: Duration): Duration => (one.milliseconds < other.milliseconds ? other : one);

const lookBackIn = (condition: Fields): Duration | undefined => {
  const { report, at } = condition;
  const length = lengthIn(condition, "lookbackWindow");
  if (condition.get("lookbackWindow") === undefined)
    return report.refuse("import/missing-key", at, 'has no "lookbackWindow"', "write how far it looks back, e.g. 1h");
  return length === undefined || length.milliseconds >= LEAST.milliseconds
    ? length
    : report.refuse(
        "import/not-supported",
        condition.get("lookbackWindow")?.at ?? at,
        "looks back less than ten minutes, and a rate takes five to be known",
        "write 10m or more, e.g. 1h",
      );
};

const afterAWhile = (condition: Fields, { long, short }: Pick<BurnLevel, "long" | "short">): void => {
  const after = lengthOrZeroIn(condition, "alertAfter");
  if (after !== undefined && after.milliseconds > 0)
    condition.report.warn(
      "import/changed-meaning",
      condition.get("alertAfter")?.at ?? condition.at,
      `nobody waits for alertAfter here: what burns over ${long.milliseconds / 60_000} minutes must also burn over the last ${short.milliseconds / 60_000}`,
      "nothing",
    );
};

const lengthOrZeroIn = (fields: Fields, key: string): Duration | undefined =>
  /^0[mhd]?$/.test(textIn(fields, key) ?? "") ? undefined : lengthIn(fields, key);
