/** Conditions that are known to come and go although nothing has changed. */
import { minutes, prometheusDuration } from "../../../model";
import { COMPARISONS, typeOf, unwrapped, type Aggregation, type Node } from "../../../query";
import { at, check, type Problem } from "../../check";
import { contentOf, type RuleInPlace } from "../content";
import { modelWithAlert } from "../example";
import { written } from "./expression";
import { MIRRORED, neverTrue } from "./value-range";

interface Fragile {
  readonly problem: string;
  readonly mend: string;
}

/** The nodes whose series are those of the result, not sums of them. */
const shownIn = (node: Node): readonly Node[] => {
  const inner = unwrapped(node);
  switch (inner.kind) {
    case "aggregation":
      return CHOOSING.has(inner.operator) ? [inner, ...shownIn(inner.expr)] : [inner];
    case "binary":
      return [inner, ...shownIn(inner.left), ...shownIn(inner.right)];
    case "call":
      return [inner, ...inner.args.flatMap(shownIn)];
    case "unary":
      return [inner, ...shownIn(inner.expr)];
    default:
      return [inner];
  }
};

const CHOOSING: ReadonlySet<string> = new Set(["topk", "bottomk", "limitk", "limit_ratio"]);

/** `topk by (pod) (1, …)` makes one of duplicates. */
const isOnePerGroup = ({ parameter, grouping }: Aggregation): boolean => {
  const count = parameter && unwrapped(parameter);
  return grouping !== undefined && count?.kind === "number" && count.value === 1;
};

/** They are computed from when the samples came, and are hardly ever a round number. */
const EXTRAPOLATED: ReadonlySet<string> = new Set([
  "delta",
  "deriv",
  "histogram_quantile",
  "increase",
  "irate",
  "predict_linear",
  "rate",
]);

const THROUGH: ReadonlySet<string> = new Set(["sum", "avg", "max", "min"]);

const isExtrapolated = (node: Node): boolean => {
  const inner = unwrapped(node);
  if (inner.kind === "call") return EXTRAPOLATED.has(inner.function);
  return inner.kind === "aggregation" && THROUGH.has(inner.operator) && isExtrapolated(inner.expr);
};

/** They are 0 after one scrape that failed. */
const OF_ONE_SCRAPE: ReadonlySet<string> = new Set(["up", "probe_success"]);

const ofNode = (node: Node, rule: RuleInPlace, waits: boolean): Fragile | undefined => {
  if (node.kind === "aggregation" && CHOOSING.has(node.operator) && !isOnePerGroup(node))
    return {
      problem: `the series that ${node.operator} chooses change from one evaluation to the next, and each starts its wait anew`,
      mend: "compare all series with a limit; choose the worst in a panel",
    };
  if (node.kind === "call" && (node.function === "irate" || node.function === "idelta"))
    return {
      problem: `${written(rule, node)} sees the last two samples only, so that one odd scrape starts or ends the alert`,
      mend: node.function === "irate" ? "write rate (…)" : "write delta (…)",
    };
  if (node.kind !== "binary" || !COMPARISONS.has(node.operator)) return undefined;
  const [series, limit] = typeOf(node.left) === "scalar" ? [node.right, node.left] : [node.left, node.right];
  const number = unwrapped(limit);
  if (number.kind !== "number") return undefined;
  if (["==", "!="].includes(node.operator) && number.value !== 0 && isExtrapolated(series))
    return {
      problem: `${written(rule, series)} is extrapolated and hardly ever exactly ${number.text}`,
      mend: "compare it with a limit: >= or <",
    };
  const selector = unwrapped(series);
  const ofZero = { least: 0, most: 0, whole: true };
  const limitRange = { least: number.value, most: number.value, whole: true };
  const operator = series === node.right ? (MIRRORED[node.operator] ?? node.operator) : node.operator;
  if (
    !waits &&
    !neverTrue(ofZero, operator, limitRange) &&
    selector.kind === "selector" &&
    selector.metric !== undefined &&
    OF_ONE_SCRAPE.has(selector.metric) &&
    selector.range === undefined
  )
    return {
      problem: `fires at once when a single scrape of ${selector.metric} fails`,
      mend: `wait for a few of them: for: ${prometheusDuration(minutes(5))}`,
    };
  return undefined;
};

export const fragile = check({
  id: "promql/fragile",
  severity: "error",
  judges: "each by itself",
  reason:
    "An alert that comes and goes while nothing changes is muted after a week, and then it is not there on the day on which it is right.",
  *find(model): Iterable<Problem> {
    for (const rule of contentOf(model).alerts) {
      if (rule.node === undefined) continue;
      const waits = rule.rule.for.milliseconds > 0;
      for (const node of shownIn(rule.node)) {
        const found = ofNode(node, rule, waits);
        if (found !== undefined) yield at(`${rule.path}.expr`).problem(found.problem).mend(found.mend);
      }
    }
  },
  examples: () => ({
    passing: [
      modelWithAlert({
        expr: "sum(topk(3, shop_queue_length)) > 100",
        labels: { namespace: "shop" },
        summary: "{{ $value }}",
      }),
      modelWithAlert({ expr: "rate(shop_orders_total[5m]) == 0" }),
      modelWithAlert({ expr: "increase(shop_orders_total[1h]) >= 3" }),
      modelWithAlert({ expr: "up == 0" }),
      modelWithAlert({ expr: "up > 0", for: minutes(0) }),
      modelWithAlert({ expr: "topk by (service) (1, shop_queue_length) > 100" }),
      modelWithAlert({ expr: "shop_queue_length == 100" }),
    ],
    failing: [
      modelWithAlert({ expr: "topk(3, shop_queue_length) > 100" }),
      modelWithAlert({ expr: "irate(shop_orders_total[5m]) > 100" }),
      modelWithAlert({ expr: "increase(shop_orders_total[1h]) == 3" }),
      modelWithAlert({ expr: "sum by (service) (rate(shop_orders_total[5m])) != 1" }),
      modelWithAlert({ expr: "up == 0", for: minutes(0) }),
    ],
  }),
});
