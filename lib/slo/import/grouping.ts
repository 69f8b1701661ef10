/** The labels by which a query counts, and sums whose summands need not all be there. */
import type { Binary, Node } from "../../query";
import { isZero, sameLabels } from "./counted-selector";
import { aggregation, binary, call, text } from "./query-nodes";

/** The labels that a result has; undefined where that depends on its series. */
export const groupingOf = (node: Node): readonly string[] | undefined => {
  switch (node.kind) {
    case "aggregation":
      return node.grouping?.kind === "without" ? undefined : (node.grouping?.labels ?? []);
    case "call":
      if (isZero(node)) return [];
      if (node.function === "histogram_quantile") return bucketless(node.args[1]);
      return node.args[0] === undefined || node.function === "label_replace" ? undefined : groupingOf(node.args[0]);
    case "subquery":
      return groupingOf(node.expr);
    case "binary":
      return groupingOfBinary(node);
    default:
      return undefined;
  }
};

/** A quantile is of all buckets together. */
const bucketless = (buckets: Node | undefined): readonly string[] | undefined =>
  buckets && groupingOf(buckets)?.filter((label) => label !== "le");

const groupingOfBinary = ({ operator, left, right, matching }: Binary): readonly string[] | undefined => {
  if (right.kind === "number") return groupingOf(left);
  if (left.kind === "number") return groupingOf(right);
  const one = groupingOf(left);
  if (operator === "and" || operator === "unless" || isZero(right)) return one;
  const other = groupingOf(right);
  return matching === undefined && one !== undefined && other !== undefined && sameLabels(one, other) ? one : undefined;
};

/**
 * A sum of several numbers of events, in which each may be missing until its first event: `+` would give nothing at all until the last
 * of them has come.
 */
export const sumOfPresent = (node: Node, groupBy: readonly string[]): Node => {
  const summands = summandsOf(node);
  if (summands.length === 1) return node;
  const [first, ...rest] = summands.map((each, index) =>
    call("label_replace", each, text("summand"), text(String(index + 1)), text(""), text("")),
  );
  return first === undefined
    ? node
    : aggregation(
        "sum",
        groupBy,
        rest.reduce<Node>((all, each) => binary("or", all, each), first),
      );
};

const summandsOf = (node: Node): readonly Node[] =>
  node.kind === "binary" && node.operator === "+" && node.matching === undefined
    ? [...summandsOf(node.left), ...summandsOf(node.right)]
    : [withoutZero(node)];

export const withoutZero = (node: Node): Node =>
  node.kind === "binary" && node.operator === "or" && isZero(node.right) ? withoutZero(node.left) : node;
