/** A value that must stay on one side of a threshold, as the share of time in which it does. */
import { printPromql, type Node } from "../../query";
import type { Decimal } from "../decimal";
import { groupingOf } from "./grouping";
import type { Indicator } from "./imported";
import { aggregation, binary, call, number, subquery } from "./query-nodes";
import { holeAsRange, rangedQuery } from "./ranged-query";
import { instantSelector, type ReadQuery } from "./read-query";
import type { Report } from "./report";

/** OpenSLO's words for what is good. */
export const COMPARISONS = ["lte", "lt", "gte", "gt"] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** What is bad then, and which of several series is the worst. */
const BAD: Readonly<Record<Comparison, { readonly operator: string; readonly worst: "max" | "min" }>> = {
  lte: { operator: ">", worst: "max" },
  lt: { operator: ">=", worst: "max" },
  gte: { operator: "<", worst: "min" },
  gt: { operator: "<=", worst: "min" },
};

interface Threshold {
  readonly op: Comparison;
  readonly value: Decimal;
}

export const thresholdIndicator = (query: ReadQuery, threshold: Threshold, report: Report): Indicator =>
  gaugeIndicator(query, threshold, report) ?? computedIndicator(query.node, threshold);

/** A gauge, or the worst of its series, which is what counts anyway. */
const gaugeIndicator = ({ node, at }: ReadQuery, { op, value }: Threshold, report: Report): Indicator | undefined => {
  const isWorst = node.kind === "aggregation" && node.operator === BAD[op].worst && node.grouping?.kind !== "without";
  const selector = instantSelector(isWorst ? node.expr : node);
  if (selector?.metric === undefined) return undefined;
  if (op === "lt" || op === "gt")
    report.warn(
      "import/changed-meaning",
      at,
      `a value of exactly ${value.toString()} is bad with ${op}, and good here`,
      `nothing, or write ${op}e with another value`,
    );
  return {
    sli: {
      kind: "bounds",
      gauge: printPromql(selector),
      bound: BAD[op].worst === "max" ? "atMost" : "atLeast",
      value: value.toNumber(),
    },
    groupBy: isWorst ? (node.grouping?.labels ?? []) : [],
  };
};

/** What is computed is looked at each minute. */
const computedIndicator = (node: Node, { op, value }: Threshold): Indicator => {
  const { operator, worst } = BAD[op];
  const known = groupingOf(node);
  const groupBy = known ?? [];
  const one = known === undefined ? aggregation(worst, [], node) : node;
  const isBad = binary(operator, one, number(value.toString()), true);
  return {
    sli: {
      kind: "raw",
      total: rangedQuery(aggregation("group", groupBy, node)),
      bad: rangedQuery(call("avg_over_time", subquery(isBad, holeAsRange({ is: "window" }), "1m"))),
      unit: "seconds",
      badMeans: `it is not ${WORDS[op]} ${value.toString()}`,
    },
    groupBy,
  };
};

const WORDS: Readonly<Record<Comparison, string>> = {
  lte: "at most",
  lt: "below",
  gte: "at least",
  gt: "above",
};
