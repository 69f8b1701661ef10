/** Conditions on labels: as people write them, as Alertmanager reads them, and whether they hold. */
import { RE2JS, RE2JSException } from "re2js";
import * as z from "zod";
import { nonEmpty, type LabelMatcher } from "../model";
import type { Matchers } from "../query";

export type Labels = Readonly<Record<string, string>>;

const value = z.strictObject({ kind: z.literal("matcher"), operator: z.enum(["=~", "!=", "!~"]), value: z.string() });

const condition = z.custom<Matchers[string]>((input) => typeof input === "string" || value.safeParse(input).success, {
  error: "is no condition on a label",
  params: { mend: 'write a text, matches("db-.*"), not("info") or notMatches("test-.*")' },
});

/** `{ severity: "critical", service: matches("db-.*"), team: not("web") }`: all must hold. */
export const matchers = z.record(nonEmpty, condition).readonly();

/** Conditions in the order in which they are written. */
export const matchersOf = (input: Matchers): readonly LabelMatcher[] =>
  Object.entries(input).map(([label, wanted]) =>
    typeof wanted === "string"
      ? { label, operator: "=", value: wanted }
      : { label, operator: wanted.operator, value: wanted.value },
  );

/** As the `matchers` of a route are written: `severity = "critical"`. Alertmanager takes any text in quotes, as a name too. */
export const matcherText = ({ label, operator, value }: LabelMatcher): string =>
  `${/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label) ? label : quoted(label)} ${operator} ${quoted(value)}`;

/** Go's quotes; what JSON escapes is a part of what Go escapes. */
const quoted = (text: string): string => JSON.stringify(text);

const compiled = new Map<string, RE2JS | string>();

/** Alertmanager's dot does not match a line break, unlike Prometheus's. */
const compile = (regex: string): RE2JS | string => {
  const known = compiled.get(regex);
  if (known !== undefined) return known;
  let result: RE2JS | string;
  try {
    result = RE2JS.compile(`^(?:${regex})$`);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    result = error.message.replace(/^error parsing regexp: /, "");
  }
  compiled.set(regex, result);
  return result;
};

/** Why Alertmanager does not take it as a regular expression; undefined where it does. */
export const matcherRegexProblem = (regex: string): string | undefined => {
  const result = compile(regex);
  return typeof result === "string" ? result : undefined;
};

const answers = new Map<string, Map<string, boolean>>();

/** Searched for, as Alertmanager does: `db)|(?:web` closes the group around it, and then only one end of each half is anchored. */
const regexHolds = (regex: string, text: string): boolean => {
  const known = answers.get(regex) ?? new Map<string, boolean>();
  answers.set(regex, known);
  const before = known.get(text);
  if (before !== undefined) return before;
  const result = compile(regex);
  const holds = typeof result !== "string" && result.test(text);
  known.set(text, holds);
  return holds;
};

export const matcherHolds = ({ operator, value }: LabelMatcher, text: string): boolean => {
  switch (operator) {
    case "=":
      return text === value;
    case "!=":
      return text !== value;
    case "=~":
      return regexHolds(value, text);
    case "!~":
      return !regexHolds(value, text);
  }
};

/** A label that is missing is empty. */
export const labelOf = (labels: Labels, name: string): string =>
  Object.hasOwn(labels, name) ? (labels[name] ?? "") : "";

/** Whether all of them hold. */
export const allHold = (conditions: readonly LabelMatcher[], labels: Labels): boolean =>
  conditions.every((each) => matcherHolds(each, labelOf(labels, each.label)));
