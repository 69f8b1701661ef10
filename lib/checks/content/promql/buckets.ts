/** Bounds of histograms that are the bound of no bucket. */
import { bucketLabel, type Metric } from "../../../model";
import { isVariable, satisfies } from "../../../query";
import { at, check, type Problem } from "../../check";
import { modelWithAlert } from "../example";
import { selectionsOf } from "./selections";
import { modelWithoutContract } from "./without-contract";

/** As Prometheus 3 stores them, whatever the process has written: `0.1`, `1.0`, `+Inf`. */
const boundsOf = ({ buckets }: Metric): readonly string[] =>
  Array.isArray(buckets) ? [...(buckets as readonly number[]), Infinity].map(bucketLabel) : [];

const spelledRight = (value: string, bounds: readonly string[]): string | undefined => {
  const number = /^[+-]?inf$/i.test(value) ? Infinity : Number(value);
  const bound = value.trim() === "" || Number.isNaN(number) ? undefined : bucketLabel(number);
  return bound !== undefined && bounds.includes(bound) ? bound : undefined;
};

export const noBucket = check({
  id: "promql/no-bucket",
  severity: "error",
  judges: "each by itself",
  reason:
    'A histogram knows how many observations were below the bounds of its buckets, and of no number between them. Prometheus 3 writes these bounds as floats: 1 is le="1.0".',
  *find(model): Iterable<Problem> {
    for (const { path, selector, definition } of selectionsOf(model)) {
      if (definition?.role !== "bucket") continue;
      const bounds = boundsOf(definition.metric);
      for (const matcher of selector.matchers) {
        const { label, operator, value } = matcher;
        if (label !== "le" || bounds.length === 0 || isVariable(value)) continue;
        const asked =
          operator === "=" || operator === "=~"
            ? matcher
            : { ...matcher, operator: operator === "!=" ? ("=" as const) : ("=~" as const) };
        if (bounds.some((bound) => satisfies(asked, bound))) continue;
        const right = spelledRight(value, bounds);
        yield at(path)
          .problem(
            right === undefined
              ? `le${operator}"${value}" is the bound of no bucket of ${definition.metric.name}`
              : `le${operator}"${value}" matches no series: Prometheus writes that bound as ${right}`,
          )
          .mend(
            right === undefined
              ? `write one of ${bounds.join(", ")}, or add the bucket`
              : `write le${operator}"${right}"`,
          );
      }
    }
  },
  examples: () => ({
    passing: [
      modelWithAlert({ expr: 'rate(shop_checkout_duration_seconds_bucket{le="0.5"}[5m]) > 1' }),
      modelWithAlert({ expr: 'rate(shop_checkout_duration_seconds_bucket{le="1.0"}[5m]) > 1' }),
      modelWithAlert({ expr: 'rate(shop_checkout_duration_seconds_bucket{le=~"0.1|1.0|2.5"}[5m]) > 1' }),
      modelWithAlert({ expr: 'rate(shop_checkout_duration_seconds_bucket{le!="+Inf"}[5m]) > 1' }),
      modelWithoutContract({ expr: 'rate(metric_of_another_shop_bucket{le="7"}[5m]) > 1' }),
    ],
    failing: [
      modelWithAlert({ expr: 'rate(shop_checkout_duration_seconds_bucket{le="0.3"}[5m]) > 1' }),
      modelWithAlert({ expr: 'rate(shop_checkout_duration_seconds_bucket{le="1"}[5m]) > 1' }),
      modelWithAlert({ expr: 'rate(shop_checkout_duration_seconds_bucket{le=~"2.5|7.5"}[5m]) > 1' }),
      modelWithAlert({ expr: 'rate(shop_checkout_duration_seconds_bucket{le!="Inf"}[5m]) > 1' }),
    ],
  }),
});
