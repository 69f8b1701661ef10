/** Where the running total of a counter gets to in an expression: it starts anew with its process, so its height by itself says little. */
import type { Model, SeriesDefinition } from "../../../model";
import { childrenOf, nodesOf, selectorsIn, unwrapped, type Binary, type Node } from "../../../query";
import { ahead, contentOf, type Followed } from "../content";

/** The series that only grow until their process starts anew. */
export const isCounter = ({ metric, role }: SeriesDefinition): boolean => {
  switch (role) {
    case "value":
      return metric.type === "counter" || metric.type === "histogram";
    case "bucket":
    case "sum":
    case "count":
      return true;
    case "quantile":
      return false;
  }
};

/** What a total may go through and still be one. */
const KEEPING = new Set(
  (
    "last_over_time first_over_time max_over_time min_over_time sort sort_desc label_replace label_join round abs ceil floor " +
    "clamp clamp_min clamp_max scalar vector histogram_sum histogram_count"
  ).split(" "),
);
/** Functions of a counter that know its restarts, or do not care for its height. */
const FIT = new Set(
  "rate increase irate resets changes absent absent_over_time present_over_time count_over_time timestamp start_timestamp".split(
    " ",
  ),
);
const COUNTING = new Set(["count", "group", "count_values"]);

/** How a total is used where it should not be. */
export interface RawUse {
  readonly node: Node;
  /** `delta()`, `>`, `/`; undefined where it is the result. */
  readonly by?: string;
}

/** What becomes of a total that stands in these nodes, the innermost first; undefined where all is well. */
export const rawUse = (total: Node, around: readonly Node[]): RawUse | undefined => {
  let below = total;
  for (const node of around) {
    switch (node.kind) {
      case "call":
        if (FIT.has(node.function)) return undefined;
        if (!KEEPING.has(node.function)) return { node, by: `${node.function}()` };
        break;
      case "aggregation":
        if (COUNTING.has(node.operator)) return undefined;
        if (!KEEPING_AGGREGATIONS.has(node.operator)) return { node, by: `${node.operator}()` };
        break;
      case "binary": {
        const verdict = binaryUse(node, below);
        if (verdict !== "goes on") return verdict === "fine" ? undefined : { node, by: node.operator };
        break;
      }
      default:
        break;
    }
    below = node;
  }
  return { node: below };
};

const KEEPING_AGGREGATIONS = new Set(["sum", "max", "min", "avg", "topk", "bottomk"]);

const binaryUse = (node: Binary, side: Node): "fine" | "raw" | "goes on" => {
  const { operator, left, right } = node;
  const other = unwrapped(side === left ? right : left);
  if (operator === "and" || operator === "unless") {
    if (side === right) return "fine";
    // A series that was not there before: its first value is all that it has grown.
    const names = new Set(selectorsIn(left).map(({ metric }) => metric));
    return selectorsIn(right).some(({ metric, offset }) => offset !== undefined && names.has(metric))
      ? "fine"
      : "goes on";
  }
  if (operator === "or") return "goes on";
  if (operator === "*") return other.kind === "number" && other.value === 0 ? "fine" : "goes on";
  if (operator === "+") return "goes on";
  // What has come in less what has gone out is what is there.
  if (operator === "-" && isOtherTotal(side, other)) return "fine";
  return "raw";
};

const isOtherTotal = (side: Node, other: Node): boolean => {
  const here = selectorsIn(side).map(({ metric }) => metric);
  const there = selectorsIn(other);
  const rates = nodesOf(other).some((node) => node.kind === "call" && FIT.has(node.function));
  return there.length > 0 && !rates && !there.some(({ metric }) => here.includes(metric));
};

/** A total that reaches the result of an expression. */
export interface Total {
  readonly metric: string;
  /** Whether it was added up over series before, so that the restart of one looks like a fall of all. */
  readonly aggregated: boolean;
}

export interface Growth {
  readonly totals: readonly Total[];
  /** False where a name is read of which nothing is known. */
  readonly isKnown: boolean;
}

/** The totals in the result of an expression, recording rules followed. */
export const growthOf = (node: Node, model: Model): Growth => {
  const content = contentOf(model);
  const follow = (each: Node, followed: Followed): Growth => {
    switch (each.kind) {
      case "number":
      case "string":
        return NOTHING;
      case "selector": {
        const { metric } = each;
        if (metric === undefined) return UNKNOWN;
        const definition = content.world.series(metric);
        if (definition)
          return isCounter(definition) ? { totals: [{ metric, aggregated: false }], isKnown: true } : NOTHING;
        const rules = ahead(content, metric, each, followed);
        if (rules.length === 0) return UNKNOWN;
        return joined(rules.map((rule) => (rule.node ? follow(rule.node, new Set([...followed, rule])) : UNKNOWN)));
      }
      case "call":
        if (KEEPING.has(each.function)) return joined(each.args.map((arg) => follow(arg, followed)));
        return { totals: [], isKnown: joined(each.args.map((arg) => follow(arg, followed))).isKnown };
      case "aggregation": {
        const { totals, isKnown } = follow(each.expr, followed);
        if (!KEEPING_AGGREGATIONS.has(each.operator)) return { totals: [], isKnown };
        const adds = each.operator !== "topk" && each.operator !== "bottomk";
        return { totals: totals.map((total) => ({ ...total, aggregated: total.aggregated || adds })), isKnown };
      }
      case "binary": {
        const [left, right] = [follow(each.left, followed), follow(each.right, followed)];
        const isKnown = left.isKnown && right.isKnown;
        if (each.operator === "or" || each.operator === "+") return joined([left, right]);
        if (each.operator === "*") return { totals: [...left.totals, ...right.totals], isKnown };
        return { totals: each.operator === "-" || each.operator === "/" ? [] : left.totals, isKnown };
      }
      default:
        return joined(childrenOf(each).map((child) => follow(child, followed)));
    }
  };
  return follow(node, new Set());
};

const NOTHING: Growth = { totals: [], isKnown: true };
const UNKNOWN: Growth = { totals: [], isKnown: false };

const joined = (parts: readonly Growth[]): Growth => ({
  totals: parts.flatMap(({ totals }) => totals),
  isKnown: parts.every(({ isKnown }) => isKnown),
});
