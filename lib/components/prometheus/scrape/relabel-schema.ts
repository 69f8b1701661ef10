/** What a relabelling rule may say, and how Prometheus and the operator write it. */
import * as z from "zod";
import { count, labelName, text, type Values } from "../../../model";
import { ANYTHING, FIRST_GROUP, referenceProblem, regexProblem } from "./regex";
import { inPrometheusFile, inResource } from "./spelling";
import { someOf } from "./texts";

const regex = z.string().superRefine((pattern, context) => {
  const problem = regexProblem(pattern);
  if (problem === undefined) return;
  const mend = /\(\?[=!<]/.test(pattern)
    ? "RE2 cannot look ahead or behind: use two rules, one that keeps and one that drops"
    : "write it in RE2's syntax (github.com/google/re2/wiki/Syntax)";
  context.addIssue({ code: "custom", input: pattern, message: `is no RE2 expression (${problem})`, params: { mend } });
});

/** A label name in which `$1` may stand for a part. */
const labelTemplate = text({
  holds: (text) => /^(?:[a-zA-Z_]|\$\{\w+\}|\$\w)(?:\w|\$\{\w+\}|\$\w)*$/.test(text),
  problem: "is no Prometheus label name",
  mend: "use letters, digits, '_' and references such as ${1}, not beginning with a digit",
});

const from = someOf(labelName, "name the labels whose values are looked at");
const separator = z.string().optional();

/** What a rule refers to must be a group of its regular expression; a reference that is none is replaced by nothing. */
const referencesExist = (
  rule: { readonly matching?: string; readonly with?: string; readonly to?: string },
  context: z.RefinementCtx,
): void => {
  const pattern = rule.matching ?? ANYTHING;
  for (const [name, template] of [
    ["with", rule.with ?? FIRST_GROUP],
    ["to", rule.to ?? ""],
  ] as const) {
    const wrong = referenceProblem(template, pattern);
    if (wrong === undefined) continue;
    const said = rule[name] === undefined ? `is left out and so ${FIRST_GROUP}, which ${wrong.problem}` : wrong.problem;
    context.addIssue({
      code: "custom",
      path: [name],
      input: rule[name] ?? FIRST_GROUP,
      message: said,
      params: { mend: wrong.mend },
    });
  }
};

const selecting = <Action extends "keep" | "drop">(action: Action) =>
  z.strictObject({
    action: z.literal(action),
    /** Labels whose values are looked at, joined by the separator. */
    from,
    /** @default ";" */
    separator,
    /** RE2 expression that the whole of the joined values must match. */
    matching: regex,
  });

const comparing = <Action extends "keepequal" | "dropequal">(action: Action) =>
  z.strictObject({
    action: z.literal(action),
    /** Labels whose values, joined by `;`, are compared. */
    from,
    /** The label that they are compared with. */
    to: labelName,
  });

const recasing = <Action extends "lowercase" | "uppercase">(action: Action) =>
  z.strictObject({
    action: z.literal(action),
    from,
    /** @default ";" */
    separator,
    /** The label that is written. */
    to: labelName,
  });

const thinning = <Action extends "labeldrop" | "labelkeep">(action: Action) =>
  z.strictObject({
    action: z.literal(action),
    /** RE2 expression that the whole name of a label must match. */
    matching: regex,
  });

/** One rule, with exactly the fields that make sense for its action (prometheus.io, relabel_config). */
export const relabelRule = z.discriminatedUnion("action", [
  z
    .strictObject({
      action: z.literal("replace"),
      /** Labels whose values are looked at, joined by the separator. @default none, an empty text */
      from: z.array(labelName).readonly().optional(),
      /** @default ";" */
      separator,
      /** RE2 expression that the whole of the joined values must match; else nothing happens. @default "(.*)" */
      matching: regex.optional(),
      /** The label that is written; groups may be part of its name. */
      to: labelTemplate,
      /** What is written, groups included: `${1}:9100`. Nothing removes the label. @default "$1" */
      with: z.string().optional(),
    })
    .superRefine(referencesExist),
  selecting("keep"),
  selecting("drop"),
  comparing("keepequal"),
  comparing("dropequal"),
  z.strictObject({
    action: z.literal("hashmod"),
    from,
    /** @default ";" */
    separator,
    /** Into how many parts the hashes are divided. */
    modulus: count(1),
    /** The label that the number of the part is written to. */
    to: labelName,
  }),
  z
    .strictObject({
      action: z.literal("labelmap"),
      /** RE2 expression that the whole name of a label must match. */
      matching: regex,
      /** The name that its value is copied to. @default "$1" */
      with: labelTemplate.optional(),
    })
    .superRefine(referencesExist),
  thinning("labeldrop"),
  thinning("labelkeep"),
  recasing("lowercase"),
  recasing("uppercase"),
]);
export type RelabelRule = z.output<typeof relabelRule>;
export type RelabelAction = RelabelRule["action"];
interface NamedFields {
  readonly action: RelabelAction;
  readonly from?: readonly string[];
  readonly separator?: string;
  readonly matching?: string;
  readonly modulus?: number;
  readonly to?: string;
  readonly with?: string;
}

const fields = ({ action, from, separator, matching, modulus, to, with: replacement }: NamedFields): Values => ({
  sourceLabels: from,
  separator,
  regex: matching,
  modulus,
  targetLabel: to,
  replacement,
  action,
});

/** Rules as prometheus.yml has them. */
export const relabelConfigs = (rules: readonly RelabelRule[]): readonly Values[] =>
  rules.map((rule) => inPrometheusFile(fields(rule)));

/** Rules as the operator's custom resources have them. */
export const relabelings = (rules: readonly RelabelRule[]): readonly Values[] =>
  rules.map((rule) => inResource(fields(rule)));

/** Lists of rules under the names that they have in custom resources, which take no empty list. */
export const ruleFields = (lists: Readonly<Record<string, readonly RelabelRule[] | undefined>>): Values =>
  Object.fromEntries(
    Object.entries(lists).flatMap(([name, rules]) =>
      rules === undefined || rules.length === 0 ? [] : [[name, relabelings(rules)] as const],
    ),
  );
