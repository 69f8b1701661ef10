/** Reads the leaves of a PromQL tree: selectors, their matchers, lists of labels, numbers. */
import type { SyntaxNode } from "@lezer/common";
import type { Matcher, MatchOperator, Node, VectorSelector } from "./ast";
import { numberValue } from "./numbers";
import { complain, hasVariable, stringAt, textAt, writtenAt, type Reading, type Span } from "./reading";
import { regexProblem } from "./regex";
import { NUMBER_MEND } from "./source";
import { unquote } from "./strings";

export const numberNode = (span: Span, reading: Reading): Node => {
  const text = writtenAt(span, reading);
  const value = hasVariable(text) ? NaN : numberValue(text);
  if (value === undefined) complain(reading, span, `${text} is no number and no length of time`, NUMBER_MEND);
  return { kind: "number", value: value ?? NaN, text, from: span.from, to: span.to };
};

/** The names in the n-th `( … )` below a node. */
export const labelsIn = (syntax: SyntaxNode, reading: Reading, index = 0): readonly string[] => {
  const list = syntax.getChildren("GroupingLabels")[index];
  const names: string[] = [];
  for (let child = list?.firstChild ?? null; child; child = child.nextSibling) {
    if (child.name === "LabelName") names.push(labelAt(child, reading));
    if (child.name === "QuotedLabelName") names.push(quotedLabelAt(child, reading));
  }
  return names;
};

const labelAt = (syntax: SyntaxNode, reading: Reading): string => {
  const name = writtenAt(syntax, reading);
  if (/^(inf|nan)$/i.test(name))
    complain(reading, syntax, `${name} is a number`, `put a label of that name in quotes: "${name}"`);
  return name;
};

const quotedLabelAt = (syntax: SyntaxNode, reading: Reading): string => {
  const { value, isText, problem } = unquote(writtenAt(syntax, reading));
  const wrong =
    problem ?? (value === "" ? "a label needs a name" : isText ? undefined : "a label needs a name in UTF-8");
  if (wrong !== undefined) complain(reading, syntax, wrong);
  return value;
};

const NAME = "__name__";

export const selectorNode = (syntax: SyntaxNode, reading: Reading): VectorSelector => {
  const { from, to } = syntax;
  const outside = metricAt(syntax.getChild("Identifier"), reading);
  const list = syntax.getChild("LabelMatchers");
  const inside = (list?.getChildren("QuotedLabelName") ?? []).map((each) => stringAt(each, reading));
  const matchers: Matcher[] = [];
  for (let child = list?.firstChild ?? null; child; child = child.nextSibling)
    if (child.name.endsWith("LabelMatcher")) matchers.push(matcherOf(child, reading));
  const second = inside[0] ?? matchers.find(({ label }) => label === NAME)?.value;
  if (outside !== undefined && second !== undefined)
    complain(reading, syntax, `the metric is named twice: ${outside} and ${second}`, "name it once");
  const metric = [outside, ...inside].find((name) => name !== undefined && name !== "");
  // Prometheus takes each further name for one more matcher, and an empty one for a matcher that nothing passes.
  const further = inside
    .filter((name, index) => name !== metric || inside.indexOf(name) !== index)
    .map((value): Matcher => ({ label: NAME, operator: "=", value }));
  return {
    kind: "selector",
    ...(metric === undefined ? {} : { metric }),
    matchers: [...further, ...matchers],
    from,
    to,
  };
};

const metricAt = (identifier: SyntaxNode | null, reading: Reading): string | undefined => {
  if (identifier === null) return undefined;
  const name = writtenAt(identifier, reading);
  if (name.toLowerCase() === "atan2") complain(reading, identifier, `${name} is an operator`, "give it two sides");
  return name;
};

const matcherOf = (syntax: SyntaxNode, reading: Reading): Matcher => {
  const bare = syntax.getChild("LabelName");
  const quoted = syntax.getChild("QuotedLabelName");
  const literal = syntax.getChild("StringLiteral");
  const operator = syntax.getChild("MatchOp");
  const matcher: Matcher = {
    label: quoted ? stringAt(quoted, reading) : bare ? writtenAt(bare, reading) : "",
    operator: (operator ? textAt(operator, reading) : "=") as MatchOperator,
    value: literal ? stringAt(literal, reading) : "",
  };
  const problem = matcher.operator.endsWith("~") ? regexProblem(matcher.value) : undefined;
  if (problem !== undefined)
    complain(
      reading,
      syntax,
      `${writtenAt(literal ?? syntax, reading)}: ${problem}`,
      "write a regular expression of RE2",
    );
  return matcher;
};
