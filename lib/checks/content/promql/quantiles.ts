/** Quantiles of what has no buckets, or has lost them on the way. */
import type { Model, SeriesDefinition } from "../../../model";
import { labelsOf, mayCarry, namesOf, selectorsIn, type Call, type Node } from "../../../query";
import { at, check, type Problem } from "../../check";
import { ahead, contentOf, type Followed, type ExpressionInPlace } from "../content";
import { exampleAlert, exampleRecording, modelWithAlert, modelWithRules } from "../example";
import { callsOf } from "./calls";
import { partOf } from "./selections";
import { modelWithoutContract } from "./without-contract";

interface Quantile {
  readonly asked: ExpressionInPlace;
  readonly path: string;
  readonly call: Call;
  readonly histogram: Node;
}

const quantilesIn = function* (model: Model): Iterable<Quantile> {
  for (const { asked, path, call } of callsOf(model, ["histogram_quantile", "histogram_fraction"])) {
    const histogram = call.args.at(-1);
    if (histogram !== undefined) yield { asked, path, call, histogram };
  }
};

/** What the series of an expression are, recording rules followed; undefined for one of which nothing is known. */
const sourcesOf = (
  node: Node,
  model: Model,
  followed: Followed = new Set(),
): readonly (SeriesDefinition | undefined)[] => {
  const content = contentOf(model);
  return selectorsIn(node).flatMap((selector) =>
    (namesOf(selector) ?? [""]).flatMap((name) => {
      const definition = content.world.series(name);
      const rules = ahead(content, name, selector, followed);
      if (definition !== undefined || rules.length === 0) return [definition];
      return rules.flatMap((rule) =>
        rule.node ? sourcesOf(rule.node, model, new Set([...followed, rule])) : [undefined],
      );
    }),
  );
};

const isNative = ({ metric, role }: SeriesDefinition): boolean => metric.type === "histogram" && role === "value";

/** By its name alone, where there is no contract. */
const isBucketName = (name: string | undefined): boolean => name?.endsWith("_bucket") ?? false;

export const quantileWithoutLe = check({
  id: "promql/quantile-without-le",
  severity: "error",
  judges: "each by itself",
  reason:
    "The bounds of the buckets stand in the label le. An aggregation that drops it adds all buckets up, and there is nothing left to compute a quantile from.",
  *find(model): Iterable<Problem> {
    const { world } = contentOf(model);
    for (const { asked, path, call, histogram } of quantilesIn(model)) {
      if (mayCarry(labelsOf(histogram, world), "le")) continue;
      const buckets =
        selectorsIn(histogram).every(({ metric }) => isBucketName(metric)) ||
        sourcesOf(histogram, model).every((source) => source?.role === "bucket");
      if (buckets)
        yield at(path)
          .problem(`${partOf(asked, call)} has no buckets left: ${partOf(asked, histogram)} drops le`)
          .mend(`keep le: sum by (le, …) (rate(…))`);
    }
  },
  examples: () => ({
    passing: [
      modelWithAlert({
        expr: "histogram_quantile(0.9, sum by (le) (rate(shop_checkout_duration_seconds_bucket[5m]))) > 1",
      }),
      modelWithAlert({ expr: "histogram_quantile(0.9, rate(shop_checkout_duration_seconds_bucket[5m])) > 1" }),
      modelWithAlert({
        expr: "histogram_quantile(0.9, sum without (pod) (rate(shop_checkout_duration_seconds_bucket[5m]))) > 1",
      }),
      modelWithoutContract({ expr: "histogram_quantile(0.9, sum(rate(native_histogram_of_another_shop[5m]))) > 1" }),
    ],
    failing: [
      modelWithAlert({ expr: "histogram_quantile(0.9, sum(rate(shop_checkout_duration_seconds_bucket[5m]))) > 1" }),
      modelWithAlert({
        expr: "histogram_quantile(0.9, sum by (service) (rate(shop_checkout_duration_seconds_bucket[5m]))) > 1",
      }),
      modelWithAlert({
        expr: "histogram_quantile(0.9, sum without (le) (rate(shop_checkout_duration_seconds_bucket[5m]))) > 1",
      }),
      modelWithoutContract({ expr: "histogram_quantile(0.9, sum(rate(metric_of_another_shop_bucket[5m]))) > 1" }),
      modelWithRules({
        recordingRules: [
          exampleRecording(
            "service:shop_checkout_buckets:rate5m",
            "sum by (service) (rate(shop_checkout_duration_seconds_bucket[5m]))",
          ),
        ],
        alerts: [exampleAlert({ expr: "histogram_quantile(0.9, service:shop_checkout_buckets:rate5m) > 1" })],
      }),
    ],
  }),
});

export const quantileWithoutBuckets = check({
  id: "promql/quantile-without-buckets",
  severity: "error",
  judges: "each by itself",
  reason: "Quantiles are computed from buckets. A sum, a count or a gauge has none, and the result is empty.",
  *find(model): Iterable<Problem> {
    for (const { asked, path, call, histogram } of quantilesIn(model)) {
      const sources = sourcesOf(histogram, model);
      const known = sources.filter((source) => source !== undefined);
      if (known.length === 0 || known.length < sources.length) continue;
      if (known.some((source) => source.role === "bucket" || isNative(source))) continue;
      const [wrong] = known;
      const isPart = wrong?.metric.type === "histogram";
      yield at(path)
        .problem(`${partOf(asked, call)} has no buckets to compute from: ${wrong?.name} has none`)
        .mend(
          isPart
            ? `write ${wrong.metric.name}_bucket`
            : `take a histogram${wrong?.role === "quantile" ? `, or ${wrong.name}{quantile="…"} as it is` : ""}`,
        );
    }
  },
  examples: () => ({
    passing: [
      modelWithAlert({
        expr: "histogram_quantile(0.9, sum by (le) (rate(shop_checkout_duration_seconds_bucket[5m]))) > 1",
      }),
      modelWithoutContract({ expr: "histogram_quantile(0.9, sum(rate(metric_of_another_shop[5m]))) > 1" }),
      modelWithRules({
        recordingRules: [
          exampleRecording(
            "service:shop_checkout_buckets:rate5m",
            "sum by (service, le) (rate(shop_checkout_duration_seconds_bucket[5m]))",
          ),
        ],
        alerts: [exampleAlert({ expr: "histogram_quantile(0.9, service:shop_checkout_buckets:rate5m) > 1" })],
      }),
    ],
    failing: [
      modelWithAlert({
        expr: "histogram_quantile(0.9, sum by (le) (rate(shop_checkout_duration_seconds_sum[5m]))) > 1",
      }),
      modelWithAlert({ expr: "histogram_quantile(0.9, rate(shop_checkout_duration_seconds_count[5m])) > 1" }),
      modelWithAlert({ expr: "histogram_quantile(0.9, shop_queue_length) > 1" }),
    ],
  }),
});
