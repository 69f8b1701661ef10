/** Counters whose height is used, although it starts anew with each restart. */
import { at, check, type Problem } from "../../check";
import { exampleAlert, exampleRecording, modelWithAlert, modelWithRules } from "../example";
import { isCounter, rawUse, type RawUse } from "./counters";
import { partOf, selectionsOf } from "./selections";
import { modelWithoutContract } from "./without-contract";

const GAUGE_FUNCTIONS: Readonly<Record<string, string>> = {
  "delta()": "increase",
  "idelta()": "irate",
  "deriv()": "rate",
};

const usedBy = ({ by }: RawUse): string => {
  if (by === undefined) return "gives its running total";
  return by.endsWith("()") ? `hands its running total to ${by}` : `computes ${by} with its running total`;
};

export const counterRaw = check({
  id: "promql/counter-raw",
  severity: "error",
  judges: "each by itself",
  reason:
    "A counter counts since its process has started: it passes every threshold one day, and is back at zero after the next release. What says something is how fast it grows.",
  *find(model): Iterable<Problem> {
    for (const { asked, path, selector, around, definition } of selectionsOf(model)) {
      if (definition === undefined || !isCounter(definition) || asked.labelsOnly) continue;
      const use = rawUse(selector, around);
      if (use === undefined) continue;
      const part = partOf(asked, selector).replace(/\[[^\]]*\]$/, "");
      const instead = GAUGE_FUNCTIONS[use.by ?? ""] ?? "rate";
      yield at(path)
        .problem(`${partOf(asked, use.node)} ${usedBy(use)}: ${definition.name} is a counter`)
        .mend(
          instead === "rate"
            ? `write rate(${part}[5m]) for its speed, or increase(${part}[1h]) for what came in that time`
            : `write ${instead}(${part}[5m]), which knows of restarts`,
        );
    }
  },
  examples: () => ({
    passing: [
      modelWithAlert({ expr: "rate(shop_orders_total[5m]) > 1" }),
      modelWithAlert({ expr: "sum(increase(shop_orders_total[1h])) == 0" }),
      modelWithAlert({ expr: "absent(shop_orders_total) or resets(shop_orders_total[1h]) > 3" }),
      modelWithAlert({ expr: "count(shop_orders_total) > 3 and on () time() - timestamp(shop_orders_total) > 60" }),
      modelWithAlert({ expr: "shop_queue_length > 5 and on (service) shop_orders_total" }),
      modelWithAlert({ expr: "(rate(shop_orders_total[5m]) or 0 * shop_orders_total) < 1" }),
      modelWithAlert({
        expr: "increase(shop_orders_total[1h]) > 0 or (shop_orders_total unless shop_orders_total offset 1h)",
      }),
      modelWithAlert({ expr: "shop_checkout_duration_seconds_count - on (service, pod) shop_orders_total > 10" }),
      modelWithoutContract({ expr: "metric_of_another_shop_total > 100" }),
    ],
    failing: [
      modelWithAlert({ expr: "shop_orders_total > 1000" }),
      modelWithAlert({ expr: "sum by (service) (shop_orders_total) > 1000" }),
      modelWithAlert({ expr: "delta(shop_orders_total[5m]) > 10" }),
      modelWithAlert({ expr: "avg_over_time(shop_orders_total[1h]) > 10" }),
      modelWithAlert({ expr: "shop_orders_total - shop_orders_total offset 1h > 10" }),
      modelWithAlert({
        expr: 'shop_orders_total{outcome="refused"} / on (pod) shop_orders_total{outcome="accepted"} > 0.5',
      }),
      modelWithAlert({ expr: "histogram_quantile(0.9, sum by (le) (shop_checkout_duration_seconds_bucket)) > 1" }),
      modelWithRules({
        recordingRules: [exampleRecording("service:shop_orders:sum", "sum by (service) (shop_orders_total)")],
        alerts: [exampleAlert({ expr: "rate(service:shop_orders:sum[5m]) > 1" })],
      }),
    ],
  }),
});
