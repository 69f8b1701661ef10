/** rate and increase of what is no counter, or no longer one. */
import type { Call, Node } from "../../../query";
import type { Model } from "../../../model";
import { at, check, type Problem } from "../../check";
import { contentOf, type ExpressionInPlace } from "../content";
import { exampleAlert, exampleRecording, modelWithAlert, modelWithRules } from "../example";
import { callsOf } from "./calls";
import { growthOf, type Growth } from "./counters";
import { partOf } from "./selections";
import { modelWithoutContract } from "./without-contract";

const OF_COUNTERS = ["rate", "increase", "irate"];

interface Rate {
  readonly asked: ExpressionInPlace;
  readonly path: string;
  readonly call: Call;
  readonly arg: Node;
  readonly growth: Growth;
}

const ratesIn = function* (model: Model): Iterable<Rate> {
  for (const { asked, path, call } of callsOf(model, OF_COUNTERS)) {
    const [arg] = call.args;
    if (arg !== undefined) yield { asked, path, call, arg, growth: growthOf(arg, model) };
  }
};

export const rateOnGauge = check({
  id: "promql/rate-on-gauge",
  severity: "error",
  judges: "each by itself",
  reason:
    "rate and increase take every fall for a restart from zero: of a gauge that goes up and down they add up the ups, and the result is far too high.",
  *find(model): Iterable<Problem> {
    for (const { asked, path, call, arg, growth } of ratesIn(model))
      if (growth.isKnown && growth.totals.length === 0)
        yield at(path)
          .problem(`${partOf(asked, call)} takes ${partOf(asked, arg)} for a counter, which it is not`)
          .mend(`write delta(${partOf(asked, arg)}) for the change, or deriv(${partOf(asked, arg)}) for the slope`);
  },
  examples: () => ({
    passing: [
      modelWithAlert({ expr: "rate(shop_orders_total[5m]) > 1" }),
      modelWithAlert({ expr: "increase(shop_checkout_duration_seconds_sum[5m]) > 1" }),
      modelWithAlert({ expr: "deriv(shop_queue_length[15m]) > 1 and delta(shop_free_bytes[1h]) < 0" }),
      modelWithAlert({ expr: "rate(shop_orders_total[1h:1m]) > 1" }),
      modelWithoutContract({ expr: "rate(metric_of_another_shop[5m]) > 1" }),
    ],
    failing: [
      modelWithAlert({ expr: "rate(shop_queue_length[5m]) > 1" }),
      modelWithAlert({ expr: "increase(shop_free_bytes[1h]) > 1" }),
      modelWithAlert({ expr: "rate(sum(shop_queue_length)[1h:1m]) > 1" }),
      modelWithAlert({ expr: "increase(rate(shop_orders_total[5m])[1h:5m]) > 1" }),
      modelWithRules({
        recordingRules: [
          exampleRecording("service:shop_orders:rate5m", "sum by (service) (rate(shop_orders_total[5m]))"),
        ],
        alerts: [exampleAlert({ expr: "increase(service:shop_orders:rate5m[1h]) > 1" })],
      }),
    ],
  }),
});

export const rateOfSum = check({
  id: "promql/rate-of-sum",
  severity: "error",
  judges: "each by itself",
  reason:
    "Where counters are added up first, the restart of one process looks like a fall of the sum, and rate counts all the others a second time: a spike that never was.",
  *find(model): Iterable<Problem> {
    for (const { asked, path, call, arg, growth } of ratesIn(model)) {
      const total = growth.totals.find(({ aggregated }) => aggregated);
      if (total === undefined) continue;
      const recorded = arg.kind === "selector" && recordedText(arg.metric, model);
      yield at(path)
        .problem(
          `${partOf(asked, call)} adds up ${total.metric} first${recorded ? `: ${arg.metric} is ${recorded}` : ""}`,
        )
        .mend(`take ${call.function} first: sum by (…) (${call.function}(${total.metric}[5m]))`);
    }
  },
  examples: () => ({
    passing: [
      modelWithAlert({ expr: "sum(rate(shop_orders_total[5m])) > 1" }),
      modelWithAlert({ expr: "max_over_time(sum(rate(shop_orders_total[5m]))[1h:1m]) > 1" }),
      modelWithAlert({ expr: "rate(topk(3, shop_orders_total)[1h:1m]) > 1" }),
      modelWithoutContract({ expr: "rate(sum(metric_of_another_shop_total)[1h:1m]) > 1" }),
    ],
    failing: [
      modelWithAlert({ expr: "rate(sum(shop_orders_total)[1h:1m]) > 1" }),
      modelWithAlert({ expr: "increase((sum by (service) (shop_orders_total) + 1)[1h:]) > 1" }),
      modelWithRules({
        recordingRules: [exampleRecording("service:shop_orders:sum", "sum by (service) (shop_orders_total)")],
        alerts: [exampleAlert({ expr: "rate(service:shop_orders:sum[5m]) > 1" })],
      }),
    ],
  }),
});

const recordedText = (name: string | undefined, model: Model): string | undefined =>
  name === undefined ? undefined : contentOf(model).recordedAs(name)[0]?.text;
