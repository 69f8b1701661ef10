/** Other numbers of events, rewritten so that they are per second and over our ranges; what is no number of events is refused with a reason. */
import { printPromql, type Binary, type Call, type DurationText, type Node } from "../../query";
import { isZero, RATES } from "./counted-selector";
import { binary, call, isRange, type Ranged } from "./query-nodes";
import { holeAsRange, secondsOfWindow, type Hole } from "./ranged-query";
import { isTemplate, withChildren, type ReadQuery } from "./read-query";

/** The hole that ranges of rates become: the usual one, or a time slice. */
interface Ranges {
  readonly rate: Hole;
  readonly isWindow: ReadQuery["isWindow"];
}

type PerSecond = { readonly node: Node } | { readonly refusal: string };

const WINDOW: DurationText = holeAsRange({ is: "window" });

export const perSecond = (node: Node, ranges: Ranges): PerSecond => {
  const within = (inner: Node | undefined, around: (changed: Node) => Node): PerSecond => {
    if (inner === undefined) return refusal(node);
    const changed = perSecond(inner, ranges);
    return "refusal" in changed ? changed : { node: around(changed.node) };
  };
  switch (node.kind) {
    case "aggregation":
      return node.operator === "sum"
        ? within(node.expr, (expr) => ({ ...node, expr }))
        : { refusal: `${node.operator}(…) is no number of events` };
    case "call":
      return KEEPING.has(node.function)
        ? within(node.args[0], (first) => ({ ...node, args: [first, ...node.args.slice(1)] }))
        : ofCall(node, ranges);
    case "binary":
      return ofBinary(node, ranges, within);
    default:
      return refusal(node);
  }
};

const refusal = (node: Node): PerSecond => ({
  refusal: `${shortened(printPromql(node))} is no number of events in the window`,
});
const shortened = (query: string): string => (query.length > 60 ? `${query.slice(0, 57)}...` : query);

/** What they give counts the same as what they are given. */
const KEEPING: ReadonlySet<string> = new Set(["clamp_min", "clamp_max", "histogram_count", "label_replace"]);
const SAMPLES: ReadonlySet<string> = new Set(["sum_over_time", "count_over_time"]);

const ofCall = (node: Call, { rate, isWindow }: Ranges): PerSecond => {
  const [arg] = node.args;
  if (isZero(node)) return { node };
  if (arg === undefined || !isRange(arg)) return refusal(node);
  if (!isWindow(arg.range))
    return { refusal: `${node.function}(…[${arg.range.text}]) has a range of its own, not that of the window` };
  if (arg.offset !== undefined || arg.at !== undefined) return { refusal: "it looks at another time than now" };
  if (RATES.has(node.function)) return { node: call("rate", { ...arg, range: holeAsRange(rate) }) };
  if (!SAMPLES.has(node.function) || rate.is === "slice") return refusal(node);
  return { node: binary("/", call(node.function, overWindow(arg)), secondsOfWindow) };
};

const overWindow = (arg: Ranged): Node =>
  arg.kind === "subquery" ? { ...arg, range: WINDOW, step: arg.step ?? { text: "1m" } } : { ...arg, range: WINDOW };

const ofBinary = (
  node: Binary,
  ranges: Ranges,
  within: (inner: Node, around: (changed: Node) => Node) => PerSecond,
): PerSecond => {
  const { operator, left, right, bool } = node;
  switch (operator) {
    case "+":
    case "-":
    case "or":
      return bothOf(node, ranges);
    case "and":
    case "unless":
      return within(left, (first) => ({ ...node, left: first, right: ranged(right) }));
    case "*":
      if (left.kind === "number") return within(right, (second) => ({ ...node, right: second }));
      return right.kind === "number" ? within(left, (first) => ({ ...node, left: first })) : refusal(node);
    case "/":
      return right.kind === "number"
        ? within(left, (first) => ({ ...node, left: first }))
        : { refusal: "it is a ratio, and no number of events" };
    case ">":
    case ">=":
    case "!=":
      return right.kind === "number" && !bool ? within(left, (first) => ({ ...node, left: first })) : refusal(node);
    default:
      return refusal(node);
  }
};

const bothOf = (node: Binary, ranges: Ranges): PerSecond => {
  const [left, right] = [perSecond(node.left, ranges), perSecond(node.right, ranges)];
  if ("refusal" in left) return left;
  if ("refusal" in right) return right;
  return { node: { ...node, left: left.node, right: right.node } };
};

/** What decides only whether something counts keeps what it asks, over our ranges. */
const ranged = (node: Node): Node => {
  const inner = withChildren(node, ranged);
  return isRange(inner) && isTemplate(inner.range) ? { ...inner, range: WINDOW } : inner;
};
