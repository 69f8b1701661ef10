/** Whether an expression has a result only while something is the case, or as long as its data exist. */
import {
  COMPARISONS,
  namesOf,
  typeOf,
  unwrapped,
  type Binary,
  type Node,
  type VectorSelector,
  type World,
} from "../../../query";
import { ahead, type Content, type Followed } from "../content";

/** Their result is there when their series are not. */
const OF_NOTHING: ReadonlySet<string> = new Set(["absent", "absent_over_time"]);

/** They exist only while an alert is pending or fires. */
const SERIES_OF_ALERTS: ReadonlySet<string> = new Set(["ALERTS", "ALERTS_FOR_STATE"]);

/**
 * What its result depends on: `condition` on what is the case, `existence` on nobody knows what, because the metric has no contract and may
 * come and go, `data` on nothing but the data, `nothing` on nothing at all.
 */
export type Dependence = "condition" | "existence" | "data" | "nothing";

const STRENGTH: readonly Dependence[] = ["nothing", "data", "existence", "condition"];
const strongest = (all: readonly Dependence[]): Dependence =>
  STRENGTH.findLast((each) => all.includes(each)) ?? "nothing";
const weakest = (all: readonly Dependence[]): Dependence => STRENGTH.find((each) => all.includes(each)) ?? "nothing";

export const dependenceOf = (node: Node, content: Content, followed: Followed = new Set()): Dependence => {
  const of = (child: Node): Dependence => dependenceOf(child, content, followed);
  switch (node.kind) {
    case "number":
    case "string":
      return "nothing";
    case "parentheses":
    case "subquery":
    case "unary":
    case "aggregation":
      return of(node.expr);
    case "selector":
      return strongest((namesOf(node) ?? [""]).map((name) => ofName(name, node, content, followed)));
    case "call":
      if (OF_NOTHING.has(node.function)) return "condition";
      return typeOf(node) === "scalar" || node.function === "vector" ? "nothing" : strongest(node.args.map(of));
    case "binary":
      return ofBinary(node, of);
  }
};

const ofBinary = ({ operator, bool, left, right }: Binary, of: (child: Node) => Dependence): Dependence => {
  if (operator === "or") return weakest([of(left), of(right)]);
  if (operator === "unless") return "condition";
  // Both of two series can be there always; which of them do, nobody knows.
  if (operator === "and")
    return isVerdict(left) && isVerdict(right) ? "data" : strongest(["existence", of(left), of(right)]);
  if (COMPARISONS.has(operator) && !bool) return "condition";
  return strongest([of(left), of(right)]);
};

/** A comparison that says 0 or 1. */
export const isVerdict = (node: Node): boolean => {
  const inner = unwrapped(node);
  return inner.kind === "binary" && COMPARISONS.has(inner.operator) && inner.bool;
};

const ofName = (name: string, selector: VectorSelector, content: Content, followed: Followed): Dependence => {
  if (SERIES_OF_ALERTS.has(name)) return "condition";
  const rules = ahead(content, name, selector, followed);
  if (rules.length > 0)
    return strongest(
      rules.map((rule) =>
        rule.node === undefined ? "existence" : dependenceOf(rule.node, content, new Set([...followed, rule])),
      ),
    );
  return isKnown(name, content.world) ? "data" : "existence";
};

const isKnown = (name: string, world: World): boolean => world.series(name) !== undefined;
