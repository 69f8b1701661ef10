/** Comparisons that are never true. */
import { COMPARISONS, printPromql, typeOf, unwrapped, type Binary, type Node } from "../../../query";
import { at, check, type Problem } from "../../check";
import { contentOf, type Content } from "../content";
import { modelWithAlert } from "../example";
import { filteredRange, MIRRORED, neverTrue, rangeOf, rangeText, type ValueRange } from "./value-range";
import { binariesIn, written, type NodeInPlace } from "./expression";

const isNaNLiteral = (node: Node): boolean => {
  const inner = unwrapped(node);
  return inner.kind === "number" && Number.isNaN(inner.value);
};

const isKnown = ({ least, most }: ValueRange): boolean => Number.isFinite(least) || Number.isFinite(most);

interface Impossible {
  readonly problem: string;
  readonly mend: string;
}

const ofComparison = (
  { asked, node }: NodeInPlace,
  { operator, left, right }: Binary,
  content: Content,
): Impossible | undefined => {
  if (operator !== "!=" && (isNaNLiteral(left) || isNaNLiteral(right)))
    return {
      problem: `${written(asked, node)} compares with NaN, which nothing equals, not even NaN`,
      mend: "find NaN by its being different from itself: x != x",
    };
  const [a, b] = [rangeOf(left, content), rangeOf(right, content)];
  if (!neverTrue(a, operator, b)) return undefined;
  const told = isKnown(a) && typeOf(left) !== "scalar" ? ([left, a] as const) : ([right, b] as const);
  return {
    problem: `${written(asked, node)} is never true: ${written(asked, told[0])} is ${rangeText(told[1])}`,
    mend: mendFor(told[0], operator),
  };
};

const mendFor = (node: Node, operator: string): string => {
  const inner = unwrapped(node);
  if (inner.kind === "aggregation" && inner.operator === "count" && ["==", "<", "<="].includes(operator))
    return "count of nothing is nothing, not 0: ask absent(…), or write (count(…) or vector(0))";
  if (inner.kind === "call" && inner.function.startsWith("absent"))
    return "absent(…) is 1 or not there: leave the comparison out";
  return "compare with a value that it can have";
};

/** `x > 5 and x < 3`: each can be true, both cannot. */
const ofConjunction = (
  { asked, node }: NodeInPlace,
  { left, right }: Binary,
  content: Content,
): Impossible | undefined => {
  const [a, b] = [filteredRange(left, content), filteredRange(right, content)];
  if (!contradict(left, right, a.range, b.range) || printPromql(a.base) !== printPromql(b.base)) return undefined;
  return {
    problem: `${written(asked, node)} is never true: the two conditions on ${written(asked, a.base)} exclude each other`,
    mend: "write or for a value outside of both limits, or correct the limits",
  };
};

const contradict = (left: Node, right: Node, a: ValueRange, b: ValueRange): boolean =>
  a.most < b.least ||
  b.most < a.least ||
  // `x > 5 and x <= 5` meet in 5, which the first excludes.
  (a.most === b.least && (isStrict(left) || isStrict(right))) ||
  (b.most === a.least && (isStrict(left) || isStrict(right)));

const isStrict = (node: Node): boolean => {
  const inner = unwrapped(node);
  return inner.kind === "binary" && [">", "<"].includes(MIRRORED[inner.operator] ? inner.operator : "");
};

export const impossible = check({
  id: "promql/impossible",
  severity: "error",
  judges: "each by itself",
  reason: "A comparison that no value can satisfy gives nothing for ever: the alert on it looks healthy, and is off.",
  *find(model): Iterable<Problem> {
    const content = contentOf(model);
    for (const each of binariesIn(model)) {
      const { node, path } = each;
      const found = COMPARISONS.has(node.operator)
        ? node.bool && typeOf(node) === "scalar"
          ? undefined
          : ofComparison(each, node, content)
        : node.operator === "and"
          ? ofConjunction(each, node, content)
          : undefined;
      if (found !== undefined) yield at(path).problem(found.problem).mend(found.mend);
    }
  },
  examples: () => ({
    passing: [
      "absent(shop_queue_length) > 0",
      "up == 0",
      "(count(shop_queue_length > 100) or vector(0)) == 0",
      "rate(shop_orders_total[5m]) >= 0",
      "shop_queue_length > 100 and shop_queue_length < 200",
      "shop_queue_length > 100 < 200",
      "avg_over_time(up[5m]) < 0.5",
      "1 - rate(shop_orders_total[5m]) < 0",
      "hour() > 22",
    ].map((expr) => modelWithAlert({ expr })),
    failing: [
      "absent(shop_queue_length) > 1",
      "absent(shop_queue_length) == 0",
      "count(shop_queue_length > 100) == 0",
      "up > 1",
      "up == 0.5",
      "rate(shop_orders_total[5m]) < 0",
      "0 > increase(orders_of_another_shop_total[1h])",
      "shop_queue_length > 200 and shop_queue_length < 100",
      "shop_queue_length > 200 < 100",
      "shop_queue_length == NaN",
      "vector(1) == 2",
      "hour() > 24",
    ].map((expr) => modelWithAlert({ expr })),
  }),
});
