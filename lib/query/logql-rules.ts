/** What Loki refuses in a query that its grammar can read. */
import type { SyntaxNode, Tree } from "@lezer/common";
import type { SyntaxProblem } from "./problem";
import { regexProblem } from "./regex";
import { unquote } from "./strings";

/** Range aggregations of the numbers that `unwrap` takes from the lines. */
const OF_NUMBERS = new Set(
  "sum avg max min stddev stdvar quantile first last"
    .split(" ")
    .map((name) => `${name}_over_time`)
    .concat("rate_counter"),
);
/** Range aggregations of the lines themselves; `rate` and `absent_over_time` take both. */
const OF_LINES = new Set(["count_over_time", "bytes_over_time", "bytes_rate"]);
const GROUPED = new Set("avg stddev stdvar quantile max min first last".split(" ").map((name) => `${name}_over_time`));
const WITH_COUNT = new Set(["topk", "bottomk", "approx_topk"]);

export const logRules = (tree: Tree, text: string): readonly SyntaxProblem[] => {
  const problems: SyntaxProblem[] = [];
  tree.iterate({
    enter: ({ node }) => {
      const message = RULES[node.name]?.(node, (part) => (part === null ? "" : text.slice(part.from, part.to)));
      if (message !== undefined) problems.push({ from: node.from, to: node.to, message });
    },
  });
  return problems;
};

/** What is wrong with a node, if anything. */
type Rule = (node: SyntaxNode, textOf: (part: SyntaxNode | null) => string) => string | undefined;

const regexRule = (literal: string): string | undefined => {
  const problem = regexProblem(unquote(literal).value);
  return problem === undefined ? undefined : `${literal}: ${problem}`;
};

const rangeAggregation: Rule = (node, textOf) => {
  const name = textOf(node.getChild("RangeOp")).toLowerCase();
  const unwraps = node.getChild("LogRangeExpr")?.getChild("UnwrapExpr") != null;
  if (OF_NUMBERS.has(name) && !unwraps) return `${name} takes numbers: add | unwrap <label> before the range`;
  if (OF_LINES.has(name) && unwraps) return `${name} counts lines: leave unwrap out`;
  if (!GROUPED.has(name) && node.getChild("Grouping"))
    return `${name} cannot have by or without: put sum by (…) around it`;
  const parameter = node.getChild("Number") !== null;
  if (parameter && name !== "quantile_over_time") return `${name} takes no number`;
  return !parameter && name === "quantile_over_time"
    ? "quantile_over_time takes a number from 0 to 1 first"
    : undefined;
};

const vectorAggregation: Rule = (node, textOf) => {
  const name = textOf(node.getChild("VectorOp")).toLowerCase();
  const parameter = textOf(node.getChild("Number"));
  if (WITH_COUNT.has(name)) {
    if (!/^[1-9]\d*$/.test(parameter.replace(/^0+(?=\d)/, ""))) return `${name} takes a whole number above 0 first`;
    return name === "approx_topk" && node.getChild("Grouping") ? "approx_topk cannot have by or without" : undefined;
  }
  if (parameter !== "") return `${name} takes no number`;
  return name.startsWith("sort") && node.getChild("Grouping") ? `${name} cannot have by or without` : undefined;
};

const binary: Rule = (node, textOf) => {
  const sides = node.getChildren("Expr");
  if (sides.some((side) => side.getChild("LogExpr")))
    return "an operator combines numbers, not lines: count them first";
  const operator = textOf(sides[0]?.nextSibling ?? null).toLowerCase();
  const literal = sides.some((side) => side.getChild("MetricExpr")?.getChild("LiteralExpr"));
  return literal && ["and", "or", "unless"].includes(operator) ? `${operator} combines series, not numbers` : undefined;
};

const RULES: Readonly<Record<string, Rule>> = {
  RangeAggregationExpr: rangeAggregation,
  VectorAggregationExpr: vectorAggregation,
  BinOpExpr: binary,
  Matcher: (node, textOf) =>
    (node.getChild("Re") ?? node.getChild("Nre")) ? regexRule(textOf(node.getChild("String"))) : undefined,
  LineFilter: (node, textOf) => {
    const filter = node.getChild("Filter");
    const isRegex = filter?.getChild("PipeMatch") ?? filter?.getChild("Nre");
    return isRegex ? regexRule(textOf(node.getChild("String"))) : undefined;
  },
  LabelReplaceExpr: (node, textOf) => regexRule(textOf(node.getChildren("String")[3] ?? null)),
  LabelParser: (node, textOf) => {
    const literal = textOf(node.getChild("String"));
    if (node.getChild("Regexp"))
      return regexRule(literal) ?? (/\(\?P?</.test(literal) ? undefined : "regexp needs a named group: (?P<name>…)");
    return node.getChild("Pattern") && !/<[^>_][^>]*>/.test(literal)
      ? "pattern needs a named capture: <name>"
      : undefined;
  },
};
