/** Alerts that fire as long as there are data. */
import { nodesOf, selectorsIn, type Node } from "../../../query";
import { at, check, type Problem } from "../../check";
import { contentOf, type Content } from "../content";
import { modelWithAlert, modelWithRules, exampleAlert, exampleRecording } from "../example";
import { dependenceOf, isVerdict } from "./conditional";
import { alternativesOf } from "./expression";

/** What is there whatever the values are: a computation, a verdict, a metric with a contract. */
const isUnconditional = (node: Node, content: Content): boolean => {
  const dependence = dependenceOf(node, content);
  // A metric that nobody declared may exist only while something is wrong; the rate of one is there as long as it is.
  return dependence === "data" || (dependence === "existence" && (isVerdict(node) || isComputed(node)));
};

const isComputed = (node: Node): boolean =>
  nodesOf(node).some(
    (each) =>
      (each.kind === "call" &&
        ["rate", "irate", "increase", "histogram_quantile", "predict_linear"].includes(each.function)) ||
      (each.kind === "binary" && ["/", "%"].includes(each.operator)),
  ) && !nodesOf(node).some((each) => each.kind === "binary" && each.operator === "and");

export const noCondition = check({
  id: "alert/no-condition",
  severity: "error",
  judges: "each by itself",
  reason:
    "An alert fires for each series of its result, whatever the value is, 0 included. Without a condition it fires from the first scrape on, and never ends.",
  *find(model): Iterable<Problem> {
    const content = contentOf(model);
    for (const { path, node } of content.alerts) {
      if (node === undefined) continue;
      for (const each of alternativesOf(node)) {
        // What has no series at all is the business of another check.
        if (selectorsIn(each).length === 0 || !isUnconditional(each, content)) continue;
        const found = at(`${path}.expr`);
        yield isVerdict(each)
          ? found
              .problem("compares with bool, which gives 0 instead of nothing where the condition is not met")
              .mend("leave bool out")
          : found.problem("has a result as long as there are data").mend("compare it with a limit: > 0, == 0");
        break;
      }
    }
  },
  examples: () => ({
    passing: [
      modelWithAlert({ expr: "shop_queue_length > 100" }),
      modelWithAlert({ expr: "absent(shop_queue_length)" }),
      modelWithAlert({ expr: "sum by (service) (shop_queue_length > 100)" }),
      modelWithAlert({ expr: "shop_queue_length and on (service) shop_free_bytes < 1e6" }),
      modelWithAlert({ expr: "(shop_queue_length > bool 100) + (shop_free_bytes < bool 1e6) == 2" }),
      modelWithAlert({ expr: "backup_failed_of_another_shop" }),
      modelWithAlert({ expr: 'ALERTS{alertname="ShopDown", alertstate="firing"}' }),
      modelWithAlert({ expr: "vector(1)", name: "Watchdog", severity: "none" }),
      modelWithRules({
        recordingRules: [
          exampleRecording("service:shop_queue_length:long", "sum by (service) (shop_queue_length) > 100"),
        ],
        alerts: [exampleAlert({ expr: "service:shop_queue_length:long" })],
      }),
    ],
    failing: [
      modelWithAlert({ expr: "shop_queue_length" }),
      modelWithAlert({ expr: "rate(shop_orders_total[5m])" }),
      modelWithAlert({ expr: "shop_queue_length > bool 100" }),
      modelWithAlert({ expr: "shop_queue_length > 100 or shop_free_bytes" }),
      modelWithAlert({ expr: "(shop_queue_length > bool 100) and on (service) (shop_free_bytes < bool 1e6)" }),
      modelWithAlert({ expr: "errors_of_another_shop / requests_of_another_shop" }),
      modelWithRules({
        recordingRules: [
          exampleRecording("service:shop_queue_length:long", "sum by (service) (shop_queue_length) > bool 100"),
        ],
        alerts: [exampleAlert({ expr: "service:shop_queue_length:long" })],
      }),
    ],
  }),
});
