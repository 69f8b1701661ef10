/** Whether an expression can only give whole numbers, so that its value can be printed as it is. */
import type { Model, SeriesDefinition } from "../../../model";
import { COMPARISONS, SET_OPERATORS, type Node, type VectorSelector } from "../../../query";
import { ahead, contentOf, type Followed } from "../content";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** They count, or cut the fraction off. */
const WHOLE = words(
  "count_over_time changes resets ceil floor sgn absent absent_over_time present_over_time " +
    "days_in_month day_of_month day_of_week day_of_year hour minute month year",
);
/** What they give is one of the values that they get, or a sum of them. */
const KEEPING = words(
  "abs sort sort_desc label_replace label_join last_over_time max_over_time min_over_time sum_over_time vector scalar",
);
const COUNTING = words("count group count_values");
const KEEPING_AGGREGATIONS = words("sum max min topk bottomk");
const KEEPING_OPERATORS = words("+ - * %");

const WHOLE_UNITS = words("count boolean");

/** Counters and gauges of things; buckets and counts of observations. */
const isWholeSeries = ({ metric, role }: SeriesDefinition): boolean => {
  if (role === "bucket" || role === "count") return true;
  return role === "value" && metric.type !== "histogram" && WHOLE_UNITS.has(metric.unit);
};

/** Undefined where it depends on a metric of which nothing is known. */
type Verdict = boolean | undefined;

const all = (verdicts: readonly Verdict[]): Verdict => {
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) ? undefined : true;
};

export const isWholeNumber = (node: Node, model: Model): Verdict => {
  const content = contentOf(model);

  const ofSelector = (selector: VectorSelector, followed: Followed): Verdict => {
    const { metric } = selector;
    if (metric === undefined) return undefined;
    const definition = content.world.series(metric);
    if (definition !== undefined) return isWholeSeries(definition);
    const rules = ahead(content, metric, selector, followed);
    if (rules.length === 0) return undefined;
    return all(rules.map((rule) => (rule.node ? isWhole(rule.node, new Set([...followed, rule])) : undefined)));
  };

  const isWhole = (each: Node, followed: Followed): Verdict => {
    const is = (child: Node): Verdict => isWhole(child, followed);
    switch (each.kind) {
      case "number":
        return Number.isInteger(each.value);
      case "string":
        return true;
      case "selector":
        return ofSelector(each, followed);
      case "call":
        if (WHOLE.has(each.function)) return true;
        if (each.function === "round") return each.args[1] === undefined ? true : is(each.args[1]);
        return KEEPING.has(each.function) && all(each.args.map(is));
      case "aggregation":
        return COUNTING.has(each.operator) || (KEEPING_AGGREGATIONS.has(each.operator) && is(each.expr));
      case "binary":
        if (COMPARISONS.has(each.operator)) return each.bool || is(each.left);
        if (SET_OPERATORS.has(each.operator))
          return each.operator === "or" ? all([is(each.left), is(each.right)]) : is(each.left);
        return KEEPING_OPERATORS.has(each.operator) && all([is(each.left), is(each.right)]);
      case "unary":
      case "parentheses":
      case "subquery":
        return is(each.expr);
    }
  };
  return isWhole(node, new Set());
};
