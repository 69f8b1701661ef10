/** Ratios whose denominator can be zero. */
import { COMPARISONS, nodesOf, printPromql, unwrapped, type Binary, type Node } from "../../../query";
import { at, check, type Problem } from "../../check";
import { contentOf, type Content, type RuleInPlace } from "../content";
import { exampleRecording, modelWithAlert, modelWithRules } from "../example";
import { written } from "./expression";
import { canBeZero, guardedIn, isChange, sourcesOf } from "./zero";

/** Where there is nothing to divide by, there is nothing to divide: the result is NaN, which no comparison takes. */
const isPartOfWhole = ({ left, right }: Binary, content: Content): boolean => {
  const whole = sourcesOf(right, content);
  const part = sourcesOf(left, content);
  return part.size > 0 && [...part].every((name) => whole.has(name));
};

/**
 * Of metrics that nobody declared: what happens is divided by what happens, failures by attempts. Where there are no attempts there are no
 * failures, though no contract says so.
 */
const isEventPerEvent = ({ left, right }: Binary, content: Content): boolean =>
  !content.closed && isChange(left) && isChange(right);

/** The divisions, each with the comparison that its result goes through on its way out, if there is one. */
const divisionsIn = (node: Node, comparison?: Binary): readonly { division: Binary; comparison?: Binary }[] => {
  const inner = unwrapped(node);
  switch (inner.kind) {
    case "binary": {
      const filter = COMPARISONS.has(inner.operator) && !inner.bool ? inner : comparison;
      return [
        ...(inner.operator === "/" ? [{ division: inner, comparison }] : []),
        ...divisionsIn(inner.left, filter),
        ...divisionsIn(inner.right, filter),
      ];
    }
    case "aggregation":
    case "subquery":
    case "unary":
      return divisionsIn(inner.expr, comparison);
    case "call":
      return inner.args.flatMap((each) => divisionsIn(each, comparison));
    default:
      return [];
  }
};

/** NaN is different from everything; infinity is above everything and below nothing. */
const takes = ({ operator, left }: Binary, division: Binary): "NaN" | "infinity" | "neither" => {
  if (operator === "!=") return "NaN";
  const direct = unwrapped(left) === division;
  return direct && ["<", "<=", "=="].includes(operator) ? "neither" : "infinity";
};

const harm = (
  rule: RuleInPlace,
  division: Binary,
  comparison: Binary | undefined,
  content: Content,
): string | undefined => {
  const part = isPartOfWhole(division, content) || isEventPerEvent(division, content);
  if (comparison !== undefined) {
    const taken = takes(comparison, division);
    if (taken === "NaN") return "NaN differs from every limit, so that the condition is met";
    return taken === "infinity" && !part ? "infinity passes the comparison" : undefined;
  }
  if (rule.rule.kind === "alert") return undefined;
  return part
    ? "NaN is recorded, and every sum or average of it is NaN as well"
    : "NaN or infinity is recorded, and every sum or average of it is spoilt as well";
};

const ratio = (expr: string) =>
  modelWithRules({
    recordingRules: [exampleRecording("service:shop_orders_refused:ratio_rate5m", expr, { readBy: "panels" })],
  });

const REFUSED = 'sum by (service) (rate(shop_orders_total{outcome="refused"}[5m]))';
const ALL = "sum by (service) (rate(shop_orders_total[5m]))";
const WAITING = "sum by (service) (shop_queue_length)";

export const divisionByZero = check({
  id: "promql/division-by-zero",
  severity: "error",
  judges: "each by itself",
  reason:
    "By zero, Prometheus divides: 0/0 is NaN, everything else infinity. The one spoils all that is computed from it, the other is above every limit.",
  *find(model): Iterable<Problem> {
    const content = contentOf(model);
    for (const rule of content.rules) {
      if (
        rule.node === undefined ||
        !nodesOf(rule.node).some((node) => node.kind === "binary" && node.operator === "/")
      )
        continue;
      const guarded = guardedIn(rule.node, content);
      for (const { division, comparison } of divisionsIn(rule.node)) {
        if (!canBeZero(division.right, content) || guarded.has(printPromql(unwrapped(division.right)))) continue;
        const what = harm(rule, division, comparison, content);
        if (what === undefined) continue;
        const divisor = written(rule, unwrapped(division.right));
        yield at(`${rule.path}.expr`)
          .problem(`${divisor} divides and can be 0: ${what}`)
          .mend(`divide by what is not 0: … / (${divisor} > 0)`);
      }
    }
  },
  examples: () => ({
    passing: [
      ratio(`${REFUSED} / (${ALL} > 0)`),
      ratio(`${REFUSED} / ${ALL} and ${ALL} > 0`),
      ratio(`${REFUSED} / ${ALL} unless ${ALL} == 0`),
      ratio(`${WAITING} / sum by (service) (shop_free_bytes)`),
      ratio(`${WAITING} / count by (service) (shop_queue_length)`),
      ratio(`${WAITING} / clamp_min(${ALL}, 1)`),
      modelWithAlert({ expr: `${REFUSED} / ${ALL} > 0.05` }),
      modelWithAlert({ expr: `${WAITING} / ${ALL} < 10` }),
    ],
    failing: [
      ratio(`${REFUSED} / ${ALL}`),
      ratio(`${WAITING} / ${ALL}`),
      ratio(
        "sum by (service) (rate(shop_checkout_duration_seconds_sum[5m])) / sum by (service) (rate(shop_checkout_duration_seconds_count[5m]))",
      ),
      modelWithAlert({ expr: `${WAITING} / ${ALL} > 60` }),
      modelWithAlert({ expr: `${REFUSED} / ${ALL} != 1` }),
      modelWithAlert({ expr: `${ALL} / ${WAITING} > 60` }),
      modelWithAlert({ expr: "container_memory_working_set_bytes / container_spec_memory_limit_bytes > 0.9" }),
    ],
  }),
});
