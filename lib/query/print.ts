/** Writes a tree as PromQL; what `parsePromql` reads from it is the same tree. */
import type { Aggregation, Binary, Matcher, Node, Subquery, VectorSelector } from "./ast";
import { precedenceOf, POWER, SIGN } from "./precedence";
import { quoted } from "./strings";

/** Parentheses are those of the tree, and those without which it would be read otherwise. */
export const printPromql = (node: Node): string => {
  switch (node.kind) {
    case "number":
      return node.text;
    case "string":
      return quoted(node.value);
    case "parentheses":
      return `(${printPromql(node.expr)})`;
    case "selector":
      return selectorText(node);
    case "subquery":
      return `${primary(node.expr)}[${node.range.text}:${node.step?.text ?? ""}]${timingText(node)}`;
    case "call":
      return `${node.function}(${node.args.map(printPromql).join(", ")})`;
    case "aggregation":
      return aggregationText(node);
    case "unary":
      return `${node.operator}${node.expr.kind === "number" ? parenthesised(node.expr) : atLeast(POWER, node.expr)}`;
    case "binary":
      return binaryText(node);
  }
};

const parenthesised = (node: Node): string => `(${printPromql(node)})`;

/** How strongly the outermost operator of a node binds. */
const bindingOf = (node: Node): number => {
  if (node.kind === "binary") return precedenceOf(node.operator);
  if (node.kind === "unary" || (node.kind === "number" && /^[-+]/.test(node.text))) return SIGN;
  return Infinity;
};

const atLeast = (binding: number, node: Node): string =>
  bindingOf(node) >= binding ? printPromql(node) : parenthesised(node);

/** A range, an offset and the like belong to the operand right before them only. */
const primary = (node: Node): string => atLeast(Infinity, node);

const binaryText = ({ operator, left, right, bool, matching, fill }: Binary): string => {
  const binding = precedenceOf(operator);
  const toTheRight = operator === "^";
  // A sign is no obstacle at the right hand of an operator: `2 ^ -1`.
  const sign = right.kind === "unary" || right.kind === "number";
  return [
    atLeast(toTheRight ? binding + 1 : binding, left),
    operator,
    ...(bool ? ["bool"] : []),
    ...(matching === undefined ? [] : [`${matching.kind} ${list(matching.labels)}`]),
    ...(matching?.group === undefined ? [] : [`group_${matching.group.side} ${list(matching.group.labels)}`]),
    ...(fill === undefined ? [] : [fill]),
    sign ? printPromql(right) : atLeast(toTheRight ? binding : binding + 1, right),
  ].join(" ");
};

const aggregationText = ({ operator, grouping, parameter, expr }: Aggregation): string => {
  const args = [...(parameter === undefined ? [] : [parameter]), expr].map(printPromql).join(", ");
  return grouping === undefined
    ? `${operator}(${args})`
    : `${operator} ${grouping.kind} ${list(grouping.labels)} (${args})`;
};

const LABEL = /^[a-zA-Z_]\w*$/;
const labelText = (label: string): string => (LABEL.test(label) ? label : quoted(label));
const list = (labels: readonly string[]): string => `(${labels.map(labelText).join(", ")})`;

const METRIC = /^[a-zA-Z_:][\w:]*$/;
/** Words that mean something else where a metric may stand. */
const RESERVED = new Set(
  (
    "and or unless atan2 sum avg count min max group stddev stdvar topk bottomk count_values quantile limitk limit_ratio " +
    "offset smoothed anchored by without on ignoring group_left group_right fill fill_left fill_right bool inf nan start end step range min_of max_of"
  ).split(" "),
);

const matcherText = ({ label, operator, value }: Matcher): string => `${labelText(label)}${operator}${quoted(value)}`;

const selectorText = (selector: VectorSelector): string => {
  const { metric, matchers, range, modifier } = selector;
  const named = matchers.some(({ label }) => label === "__name__");
  const bare = metric !== undefined && !named && METRIC.test(metric) && !RESERVED.has(metric.toLowerCase());
  const inside = [...(metric === undefined || bare ? [] : [quoted(metric)]), ...matchers.map(matcherText)];
  return [
    bare ? metric : "",
    inside.length > 0 || !bare ? `{${inside.join(", ")}}` : "",
    range === undefined ? "" : `[${range.text}]`,
    timingText(selector),
    modifier === undefined ? "" : ` ${modifier}`,
  ].join("");
};

const timingText = ({ at, offset }: Pick<VectorSelector | Subquery, "at" | "offset">): string =>
  `${at === undefined ? "" : ` @ ${at}`}${offset === undefined ? "" : ` offset ${offset.text}`}`;
