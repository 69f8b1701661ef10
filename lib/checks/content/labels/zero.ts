/** Whether an expression can be zero where it divides, and what guards against it. */
import type { Unit } from "../../../model";
import {
  COMPARISONS,
  namesOf,
  nodesOf,
  printPromql,
  selectorsIn,
  typeOf,
  unwrapped,
  type Binary,
  type Call,
  type Node,
  type VectorSelector,
} from "../../../query";
import { ahead, type Content, type Followed } from "../content";
import { MIRRORED, neverTrue, rangeOf } from "./value-range";

/** How fast something changes, or how much: nothing, where nothing happens. */
const OF_CHANGE: ReadonlySet<string> = new Set([
  "changes",
  "delta",
  "deriv",
  "idelta",
  "increase",
  "irate",
  "rate",
  "resets",
]);
/** They give what they are given, as far as zero goes. */
const THROUGH: ReadonlySet<string> = new Set([
  "abs",
  "avg_over_time",
  "ceil",
  "clamp_max",
  "first_over_time",
  "floor",
  "label_join",
  "label_replace",
  "last_over_time",
  "max_over_time",
  "min_over_time",
  "quantile_over_time",
  "round",
  "scalar",
  "sgn",
  "sort",
  "sort_desc",
  "sqrt",
  "sum_over_time",
  "vector",
]);

/** Gauges that have a limit in their name and are 0 where there is none. */
const ZERO_IS_NO_LIMIT: ReadonlySet<string> = new Set([
  "container_spec_cpu_quota",
  "container_spec_memory_limit_bytes",
  "container_spec_memory_reservation_limit_bytes",
  "container_spec_memory_swap_limit_bytes",
  "redis_memory_max_bytes",
]);

/** What is counted can be none; sizes, times and numbers of cores are there as long as the thing is. */
const CAN_BE_NONE: ReadonlySet<Unit> = new Set(["count", "per second", "bytes per second", "boolean", "ratio"]);
/** Counts that are settings or sizes, whatever their unit. */
const CAPACITY =
  /(^|_)(capacity|limits?|max|maximum|size|quota|allocatable|hard|slots|shards|replicas|nodes|cpus?|members|peers|factor|configured|desired|expected|quorum)(_|$)/;

export const canBeZero = (node: Node, content: Content, followed: Followed = new Set()): boolean => {
  const of = (child: Node): boolean => canBeZero(child, content, followed);
  switch (node.kind) {
    case "number":
      return node.value === 0;
    case "string":
      return false;
    case "parentheses":
    case "subquery":
    case "unary":
      return of(node.expr);
    case "aggregation":
      return !["count", "group", "count_values", "stddev", "stdvar"].includes(node.operator) && of(node.expr);
    case "selector":
      return (namesOf(node) ?? []).some((name) => ofName(name, node, content, followed));
    case "call":
      return ofCall(node, of);
    case "binary":
      return ofBinary(node, of, content);
  }
};

const ofCall = ({ function: name, args }: Call, of: (node: Node) => boolean): boolean => {
  const [first, second] = args;
  if (OF_CHANGE.has(name)) return true;
  if (name === "clamp_min" || name === "clamp") {
    const least = second && unwrapped(second);
    return !(least?.kind === "number" && least.value > 0) && first !== undefined && of(first);
  }
  return THROUGH.has(name) && args.some((each) => typeOf(each) !== "string" && of(each));
};

const ofBinary = (binary: Binary, of: (node: Node) => boolean, content: Content): boolean => {
  const { operator, bool, left, right } = binary;
  if (COMPARISONS.has(operator)) {
    if (bool) return true;
    return !excludesZero(binary, content) && of(typeOf(left) === "scalar" ? right : left) && typeOf(right) === "scalar";
  }
  switch (operator) {
    case "or":
    case "*":
      return of(left) || of(right);
    case "and":
    case "unless":
      return of(left) && !guardedIn(binary, content).has(printPromql(unwrapped(left)));
    case "/":
      return of(left);
    case "+":
      return of(left) && of(right);
    case "-":
      return of(left) && of(right);
    default:
      return false;
  }
};

const ofName = (name: string, selector: VectorSelector, content: Content, followed: Followed): boolean => {
  const rules = ahead(content, name, selector, followed);
  if (rules.some((rule) => rule.node && canBeZero(rule.node, content, new Set([...followed, rule])))) return true;
  if (ZERO_IS_NO_LIMIT.has(name)) return true;
  const definition = content.world.series(name);
  if (definition === undefined) return false;
  const { metric, role } = definition;
  if (metric.type === "counter" || role === "count" || role === "sum" || role === "bucket") return true;
  return metric.type === "gauge" && CAN_BE_NONE.has(metric.unit) && !CAPACITY.test(name);
};

/** `x > 0`, `0 < x`, `x != 0`, `x >= 5` */
const excludesZero = ({ operator, left, right }: Binary, content: Content): boolean => {
  const mirrored = typeOf(left) === "scalar";
  const limit = rangeOf(mirrored ? left : right, content);
  return neverTrue({ least: 0, most: 0, whole: true }, mirrored ? (MIRRORED[operator] ?? operator) : operator, limit);
};

/** Whether all that an expression is computed from are changes of something, and none the thing itself. */
export const isChange = (node: Node): boolean => {
  const inner = unwrapped(node);
  switch (inner.kind) {
    case "number":
      return true;
    case "call":
      return OF_CHANGE.has(inner.function) || (inner.args.length > 0 && inner.args.every(isChange));
    case "aggregation":
    case "subquery":
    case "unary":
      return isChange(inner.expr);
    case "binary":
      return isChange(inner.left) && isChange(inner.right);
    default:
      return false;
  }
};

/** The texts of what is asked, somewhere in the expression, not to be zero: `… and x > 0`, `… unless x == 0`. */
export const guardedIn = (root: Node, content: Content): ReadonlySet<string> =>
  new Set(
    nodesOf(root).flatMap((node): readonly string[] => {
      if (node.kind !== "binary") return [];
      if (node.operator === "and")
        return [node.left, node.right].flatMap((side) => asked(side, (each) => excludesZero(each, content)));
      if (node.operator === "unless")
        return asked(node.right, (each) =>
          !excludesZero({ ...each, operator: OPPOSITE[each.operator] ?? "" }, content) ? false : true,
        );
      return [];
    }),
  );

const OPPOSITE: Readonly<Record<string, string>> = {
  "==": "!=",
  "<=": ">",
  "<": ">=",
  ">": "<=",
  ">=": "<",
  "!=": "==",
};

/** What the comparisons of a condition speak of. */
const asked = (condition: Node, isGuard: (comparison: Binary) => boolean): readonly string[] => {
  const inner = unwrapped(condition);
  if (inner.kind !== "binary") return [];
  if (inner.operator === "and") return [...asked(inner.left, isGuard), ...asked(inner.right, isGuard)];
  if (!COMPARISONS.has(inner.operator) || inner.bool || !isGuard(inner)) return [];
  return [printPromql(unwrapped(typeOf(inner.left) === "scalar" ? inner.right : inner.left))];
};

/** The metrics that an expression is computed from, parts of a histogram by the name of the whole. */
export const sourcesOf = (node: Node, content: Content, followed: Followed = new Set()): ReadonlySet<string> =>
  new Set(
    selectorsIn(node).flatMap((selector) =>
      (namesOf(selector) ?? []).flatMap((name): readonly string[] => {
        const rules = ahead(content, name, selector, followed);
        return rules.length === 0
          ? [content.world.series(name)?.metric.name ?? name.replace(/_(sum|count|bucket)$/, "")]
          : rules.flatMap((rule) =>
              rule.node ? [...sourcesOf(rule.node, content, new Set([...followed, rule]))] : [],
            );
      }),
    ),
  );
