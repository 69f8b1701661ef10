/** What a matcher in a selector says of the values of its label. */
import type { Matcher } from "./ast";
import type { LabelState } from "./label-set";
import { regexMatches } from "./regex";

/** A value that is filled in later: by a dashboard, by a runbook page, by Prometheus's template language. */
export const isVariable = (value: string): boolean => /\$[{_a-zA-Z]|\[\[|\{\{/.test(value);

/** Whether a label with that value, empty for none, satisfies the matcher. */
export const satisfies = ({ operator, value }: Matcher, text: string): boolean => {
  switch (operator) {
    case "=":
      return text === value;
    case "!=":
      return text !== value;
    case "=~":
      return regexMatches(value, text);
    case "!~":
      return !regexMatches(value, text);
  }
};

/** The texts that a regular expression of plain alternatives stands for: `a|b`, `5\\.0`; undefined for any other. */
export const alternatives = (regex: string): readonly string[] | undefined => {
  const inner = /^\((?:\?:)?([^()]*)\)$/.exec(regex)?.[1] ?? regex;
  const plain = /^(?:[\w\s:/@#%&=<>,;"'~!-]|\\[.\\/+*?()[\]{}|^$-])*$/;
  const parts = inner.split("|");
  return parts.every((part) => plain.test(part)) ? parts.map((part) => part.replace(/\\(.)/g, "$1")) : undefined;
};

/** The values that a matcher by itself leaves, empty for "no such label"; undefined where there are endless many. */
const listed = ({ operator, value }: Matcher): readonly string[] | undefined =>
  operator === "=" ? [value] : operator === "=~" ? alternatives(value) : undefined;

/** What is known of a label of the series that are left by a matcher. */
export const matched = (state: LabelState, matcher: Matcher): LabelState => {
  if (isVariable(matcher.value)) return matcher.operator === "=" ? { presence: "always" } : state;
  const mayBeMissing = satisfies(matcher, "");
  // A label that nobody has cannot be asked for; other checks say so. Here the query is taken at its word.
  const presence =
    !mayBeMissing || state.presence === "always"
      ? "always"
      : matcher.operator === "=" || state.presence === "never"
        ? "never"
        : "sometimes";
  const possible = state.values ?? listed(matcher)?.filter((value) => value !== "");
  return { presence, values: possible?.filter((value) => satisfies(matcher, value)) };
};
