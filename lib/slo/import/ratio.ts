/** Ratios that somebody computes already: taken apart into the events that they are made of, or else weighed by time. */
import { printPromql, type Node, type VectorSelector } from "../../query";
import { eventsIndicator, PROBES } from "./events";
import type { Indicator } from "./imported";
import { aggregation, binary, call, number, subquery } from "./query-nodes";
import { holeAsRange, rangedQuery } from "./ranged-query";
import { instantSelector, type ReadQuery } from "./read-query";
import type { Report } from "./report";

/** What a ratio is of all events. */
type Share = "bad" | "good";

export const ratioIndicator = (query: ReadQuery, share: Share, report: Report): Indicator | undefined => {
  const parts = partsOf(query.node, share);
  if (parts !== undefined)
    return eventsIndicator(
      { total: { ...query, node: parts.total }, part: parts.part, counted: { ...query, node: parts.counted } },
      report,
    );
  const stored = storedRatio(query.node, share, query.isWindow);
  if (stored === undefined)
    return report.refuse(
      "import/query",
      query.at,
      "is a ratio of which nobody can say how many events it speaks of",
      "write the events themselves: the good or the bad ones, and all of them",
    );
  if (PROBES.has(stored.selector.metric ?? "") && stored.share === "good")
    return { sli: { kind: "probe", probe: printPromql(stored.selector) }, groupBy: stored.groupBy };
  report.warn(
    "import/changed-meaning",
    query.at,
    "is a ratio and does not say of how many events: each minute counts the same, a quiet one as much as a busy one",
    "write the good or bad events and all of them, so that each event counts the same",
  );
  return byTime(stored);
};

const other = (share: Share): Share => (share === "bad" ? "good" : "bad");

/** `a / b`, `1 - a / b` */
const partsOf = (
  node: Node,
  share: Share,
): { readonly total: Node; readonly counted: Node; readonly part: Share } | undefined => {
  if (node.kind !== "binary") return undefined;
  const { operator, left, right } = node;
  if (operator === "-" && left.kind === "number" && left.value === 1) return partsOf(right, other(share));
  return operator === "/" && left.kind !== "number" && right.kind !== "number"
    ? { total: unguarded(right), counted: left, part: share }
    : undefined;
};

/** Without the `> 0` that keeps a quotient from being NaN: ours has its own. */
const unguarded = (node: Node): Node =>
  node.kind === "binary" && node.operator === ">" && node.right.kind === "number" && !node.bool ? node.left : node;

interface StoredRatio {
  readonly selector: VectorSelector;
  /** How several series become one. */
  readonly operator: string;
  readonly groupBy: readonly string[];
  readonly share: Share;
}

/** A series that is a ratio: itself, its average over the window, and an aggregation of these. */
const storedRatio = (node: Node, share: Share, isWindow: ReadQuery["isWindow"]): StoredRatio | undefined => {
  const read = (inner: Node, of: Share): StoredRatio | undefined => storedRatio(inner, of, isWindow);
  switch (node.kind) {
    case "selector": {
      const selector = node.range === undefined ? instantSelector(node) : undefined;
      return selector?.metric === undefined ? undefined : { selector, operator: "avg", groupBy: [], share };
    }
    case "call": {
      const [arg] = node.args;
      if (node.function !== "avg_over_time" || arg?.kind !== "selector") return undefined;
      const selector = arg.range !== undefined && isWindow(arg.range) ? instantSelector(arg) : undefined;
      return selector?.metric === undefined ? undefined : { selector, operator: "avg", groupBy: [], share };
    }
    case "aggregation": {
      if (!["avg", "max", "min"].includes(node.operator) || node.grouping?.kind === "without") return undefined;
      const inner = read(node.expr, share);
      return inner && { ...inner, operator: node.operator, groupBy: node.grouping?.labels ?? [] };
    }
    case "binary":
      return node.operator === "-" && node.left.kind === "number" && node.left.value === 1
        ? read(node.right, other(share))
        : undefined;
    default:
      return undefined;
  }
};

/** A second each second, as bad as the ratio says; NaN, which a ratio of no events is, is no time at all. */
const byTime = ({ selector, operator, groupBy, share }: StoredRatio): Indicator => {
  const known = subquery(binary(">=", selector, number("0")), holeAsRange({ is: "window" }), "1m");
  const ratio = aggregation(operator, groupBy, call("avg_over_time", known));
  return {
    sli: {
      kind: "raw",
      total: rangedQuery(aggregation("group", groupBy, call("count_over_time", known))),
      bad: rangedQuery(share === "bad" ? ratio : binary("-", number("1"), ratio)),
      unit: "seconds",
    },
    groupBy,
  };
};
