/** What an expression computes, whoever chose the series: equal texts compute the same. */
import { isVariable, printPromql, type DurationText, type Matcher, type Node, type VectorSelector } from "../../query";

export interface Shape {
  /** Without the matchers that choose, labels in one order. */
  readonly text: string;
  /** Labels by which series are chosen at the top of the dashboard. */
  readonly chosenBy: ReadonlySet<string>;
}

const RATES: ReadonlySet<string> = new Set(["rate", "increase", "irate"]);
/** Stands for all ranges that mean "now". */
const RANGE_OF_NOW: DurationText = { text: "now" };

/** @param isNow the ranges of rates that are one to the reader */
export const shapeOf = (node: Node, isNow: (range: DurationText) => boolean): Shape => {
  const chosenBy = new Set<string>();
  const ofSelector = (selector: VectorSelector, inRate: boolean): VectorSelector => {
    const matchers: Matcher[] = [];
    for (const matcher of selector.matchers)
      if (isVariable(matcher.value)) chosenBy.add(matcher.label);
      else matchers.push(matcher);
    const { range } = selector;
    return {
      ...selector,
      matchers: matchers.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)),
      ...(inRate && range !== undefined && isNow(range) ? { range: RANGE_OF_NOW } : {}),
    };
  };
  const plain = (each: Node, inRate: boolean): Node => {
    switch (each.kind) {
      case "number":
      case "string":
        return each;
      case "selector":
        return ofSelector(each, inRate);
      case "parentheses":
        return plain(each.expr, inRate);
      case "call":
        return { ...each, args: each.args.map((arg) => plain(arg, RATES.has(each.function))) };
      case "aggregation":
        return {
          ...each,
          expr: plain(each.expr, false),
          ...(each.grouping === undefined
            ? {}
            : { grouping: { ...each.grouping, labels: [...each.grouping.labels].sort() } }),
        };
      case "binary":
        return { ...each, left: plain(each.left, false), right: plain(each.right, false) };
      case "subquery":
      case "unary":
        return { ...each, expr: plain(each.expr, false) };
    }
  };
  return { text: printPromql(plain(node, false)), chosenBy };
};

const orderOf = ({ label, operator, value }: Matcher): string => [label, operator, value].join("\n");
