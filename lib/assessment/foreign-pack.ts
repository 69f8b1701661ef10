/** One group of rules from elsewhere as a pack: nothing is added to what its authors wrote, and nothing is known of its metrics. */
import { isMap } from "../charts";
import {
  alert,
  didYouMean,
  milliseconds,
  record,
  type AlertSeverity,
  type DeployedAlert,
  type Duration,
  type Finding,
  type PackFact,
  type RecordingRule,
  type Runbook,
  type Values,
} from "../model";
import { durationMilliseconds, parseLogql, parseRule } from "../query";

type Keys = readonly (string | number)[];

export interface Place {
  /** Begins the paths of all rules. */
  readonly fileName: string;
  /** `rules.yaml:12`, the place of what stands below the group. */
  readonly at: (keys: Keys) => string;
}

export interface ForeignPack {
  readonly fact: PackFact;
  /** What Prometheus would refuse about the form of the group. */
  readonly findings: readonly Finding[];
}

/** The keys of Prometheus 3.15. */
const GROUP_KEYS = ["name", "interval", "limit", "query_offset", "labels", "rules"];
const RULE_KEYS = ["record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations"];

export const foreignPack = (group: Values, place: Place): ForeignPack => {
  const name = textOf(group["name"]) ?? "";
  const written = Array.isArray(group["rules"]) ? (group["rules"] as readonly unknown[]) : [];
  const labels = textsOf(group["labels"]);
  const read = written.map((rule, index) =>
    foreignRule(rule, labels, { ...place, at: (keys) => place.at(["rules", index, ...keys]) }),
  );
  const rules = read.flatMap(({ rule }) => (rule === undefined ? [] : [rule]));
  const interval = lengthOf(group["interval"], place.at(["interval"]));
  return {
    findings: [
      ...(name === "" ? [form(place.at([]), "is a group without a name", "give it a name")] : []),
      ...misspelt(group, GROUP_KEYS, place),
      ...interval.findings,
      ...read.flatMap(({ findings }) => findings),
    ],
    fact: {
      path: `${place.fileName}.groups.${name}`,
      pack: {
        name,
        metrics: undefined,
        dashboards: [],
        slos: [],
        recordingRules: rules.filter((rule): rule is RecordingRule => rule.kind === "record"),
        alerts: rules.filter((rule): rule is DeployedAlert => rule.kind === "alert"),
        dashboard: "",
        interval: interval.length,
        waivers: [],
      },
      groups: [{ name, rules: rules.map((rule) => rule.name) }],
    },
  };
};

interface ForeignRule {
  readonly rule?: RecordingRule | DeployedAlert;
  readonly findings: readonly Finding[];
}

const foreignRule = (rule: unknown, groupLabels: Readonly<Record<string, string>>, place: Place): ForeignRule => {
  const at = place.at([]);
  if (!isMap(rule)) return { findings: [form(at, "is no rule", "write record and expr, or alert and expr")] };
  const [recorded, alerting, expr] = [textOf(rule["record"]), textOf(rule["alert"]), textOf(rule["expr"])?.trim()];
  const spelling = misspelt(rule, RULE_KEYS, place);
  if ((recorded === undefined) === (alerting === undefined) || expr === undefined || expr === "")
    return {
      findings: [
        ...spelling,
        form(at, "is neither a recording rule nor an alert", "write record and expr, or alert and expr"),
      ],
    };
  if (isLogql(expr)) return { findings: spelling };
  const labels = { ...groupLabels, ...textsOf(rule["labels"]) };
  if (recorded !== undefined)
    return { rule: { ...record(recorded, { help: "", expr, labels, tests: [] }), place: at }, findings: spelling };
  const pending = lengthOf(rule["for"], place.at(["for"]));
  const keepFiring = lengthOf(rule["keep_firing_for"], place.at(["keep_firing_for"]));
  const annotations = textsOf(rule["annotations"]);
  const bare = alert(alerting ?? "", {
    expr,
    for: pending.length ?? milliseconds(0),
    keepFiringFor: keepFiring.length,
    severity: SEVERITIES.find((severity) => severity === labels["severity"]) ?? "none",
    summary: annotations["summary"] ?? "",
    description: annotations["description"] ?? "",
    runbook: NO_RUNBOOK,
    onMissingData: "silent",
    tests: [],
  });
  return {
    rule: { ...bare, team: labels["team"] ?? "", labels, annotations, place: at },
    findings: [...spelling, ...pending.findings, ...keepFiring.findings],
  };
};

/** Files for Loki's ruler look like those for Prometheus. */
const isLogql = (expr: string): boolean => parseRule(expr).node === undefined && parseLogql(expr).problems.length === 0;

const SEVERITIES: readonly AlertSeverity[] = ["critical", "warning", "info"];
const NO_RUNBOOK: Runbook = { meaning: "", impact: "", diagnosis: [], mitigation: [] };

const form = (path: string, problem: string, mend: string): Finding => ({
  check: "input/rule-form",
  severity: "error",
  path,
  problem,
  mend,
});

/** Keys that are near one of Prometheus's; others belong to other rulers (Thanos, Mimir, vmalert), which read the same files. */
const misspelt = (value: Values, known: readonly string[], place: Place): readonly Finding[] => {
  const free = known.filter((key) => !(key in value));
  return Object.keys(value).flatMap((key) => {
    const meant = known.includes(key) ? "" : didYouMean(key, free);
    return meant === "" ? [] : [form(place.at([key]), `has the key "${key}"${meant}`, "write the key that was meant")];
  });
};

const lengthOf = (
  value: unknown,
  path: string,
): { readonly length?: Duration; readonly findings: readonly Finding[] } => {
  const text = textOf(value);
  if (text === undefined) return { findings: [] };
  const length = text === "0" ? 0 : durationMilliseconds(text);
  return length === undefined
    ? { findings: [form(path, `is "${text}", which is no duration`, "write 30s, 5m or 1h30m")] }
    : { length: milliseconds(length), findings: [] };
};

/** A bare number or truth value is a text where Prometheus wants one. */
const textOf = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;

const textsOf = (value: unknown): Readonly<Record<string, string>> =>
  isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, text]) => [key, textOf(text) ?? ""])) : {};
