/** Thresholds of latency that a histogram cannot tell apart. */
import { milliseconds, minutes, type Metric } from "../../model";
import { exact } from "../../slo";
import { at, check, type Problem } from "../check";
import { fastCheckouts, store, withObjective } from "./example";
import { objectivesOf, type ObjectiveInPlace } from "../content/objectives";
import { figure, lengthText } from "./words";

interface Threshold {
  readonly objective: ObjectiveInPlace;
  readonly metric: Metric;
  /** In seconds. */
  readonly threshold: number;
  readonly path: string;
}

const thresholdsOf = function* (objectives: readonly ObjectiveInPlace[]): Iterable<Threshold> {
  for (const objective of objectives) {
    const { histogram } = objective.slo.sli;
    if (histogram !== undefined) yield { objective, ...histogram, path: `${objective.path}.sli.threshold` };
  }
};

const hasBuckets = ({ type, buckets }: Metric): boolean =>
  type === "histogram" && buckets !== undefined && (buckets === "native" || buckets.length > 0);

const secondsText = (value: number): string => lengthText(milliseconds(value * 1000));

export const noHistogram = check({
  id: "slo/no-histogram",
  severity: "error",
  reason:
    "The share of fast events is what a bucket of a histogram has counted. A metric without buckets knows how many there were and how long they took together, and not how many were fast.",
  explains: [
    "promql/unknown-metric",
    "promql/no-bucket",
    "promql/unknown-label",
    "promql/counter-raw",
    "promql/rate-on-gauge",
    "slo/no-bucket",
    "slo/unknown-metric",
    "slo/unit",
  ],
  *find(model): Iterable<Problem> {
    for (const { metric, threshold, objective } of thresholdsOf(objectivesOf(model)))
      if (!hasBuckets(metric))
        yield at(`${objective.path}.sli.histogram`)
          .problem(
            `is ${metric.name}, ${metric.type === "histogram" ? "which has 0 buckets in its contract" : `a ${metric.type}`}: nothing in it counts what took at most ${figure(threshold)} s`,
          )
          .mend(
            `write a histogram, or export one with a bucket that ends at ${figure(threshold)}; for a gauge there is bounds({ gauge, atMost })`,
          );
  },
  examples: () => ({
    passing: [withObjective({ sli: fastCheckouts() })],
    failing: [
      withObjective({ sli: fastCheckouts(milliseconds(500), store.oldestOrder) }),
      withObjective({ sli: fastCheckouts(milliseconds(500), { ...store.checkoutDuration, buckets: [] }) }),
    ],
  }),
});

export const noBucket = check({
  id: "slo/no-bucket",
  severity: "error",
  reason:
    "A histogram has counted what took at most as long as its buckets end at. Of events between two ends nobody knows on which side of the threshold they were.",
  explains: ["promql/no-bucket"],
  *find(model): Iterable<Problem> {
    for (const { metric, threshold, path } of thresholdsOf(objectivesOf(model))) {
      if (!hasBuckets(metric) || metric.buckets === "native" || metric.buckets === undefined) continue;
      const { buckets } = metric;
      if (buckets.includes(threshold)) continue;
      const below = buckets.filter((bound) => bound < threshold).at(-1);
      const above = buckets.find((bound) => bound > threshold);
      const near = [below, above].filter((bound) => bound !== undefined);
      yield at(path)
        .problem(
          `is ${secondsText(threshold)}, at which no bucket of ${metric.name} ends: ${between(threshold, below, above)}`,
        )
        .mend(`write ${near.map(secondsText).join(" or ")}, or add a bucket that ends at ${figure(threshold)}`);
    }
  },
  examples: () => ({
    passing: [withObjective({ sli: fastCheckouts(milliseconds(500)) })],
    failing: [
      withObjective({ sli: fastCheckouts(milliseconds(300)) }),
      withObjective({ sli: fastCheckouts(minutes(1)) }),
      withObjective({ sli: fastCheckouts(milliseconds(50)) }),
    ],
  }),
});

const between = (threshold: number, below: number | undefined, above: number | undefined): string => {
  if (below === undefined) return `the first one ends at ${above}, and ${figure(threshold)} < ${above}`;
  if (above === undefined) return `the last one ends at ${below}, and ${figure(threshold)} > ${below}`;
  return `${below} < ${figure(threshold)} < ${above}, and what took between ${below} s and ${above} s is in one bucket`;
};

/** Client libraries begin with eight buckets for each doubling, and merge them where they become too many. */
const USUAL_SCHEMA = 8;

export const interpolated = check({
  id: "slo/interpolated",
  severity: "warning",
  reason:
    "Buckets of a native histogram end at powers of two, and at more places as long as there are few enough of them. Elsewhere the share of fast events is guessed from a straight line through the bucket.",
  *find(model): Iterable<Problem> {
    for (const { metric, threshold, path } of thresholdsOf(objectivesOf(model))) {
      if (metric.type !== "histogram" || metric.buckets !== "native" || Number.isInteger(Math.log2(threshold)))
        continue;
      const bounds = (perDoubling: number): readonly [number, number] => {
        const below = Math.floor(perDoubling * Math.log2(threshold));
        return [2 ** (below / perDoubling), 2 ** ((below + 1) / perDoubling)];
      };
      const [fine, coarse] = [bounds(USUAL_SCHEMA), bounds(1)];
      const text = ([from, to]: readonly [number, number]): string => `${figure(from)} s to ${figure(to)} s`;
      yield at(path)
        .problem(
          `is ${secondsText(threshold)}, which is no power of two (2^${exact(Math.log2(threshold)).toDecimalPlaces(2).toString()}): it lies in a bucket of ${text(fine)} with ${USUAL_SCHEMA} buckets for each doubling, and of ${text(coarse)} with one, and events in it may count on the wrong side`,
        )
        .mend(`write ${coarse.map(secondsText).join(" or ")}, where buckets end however many there are`);
    }
  },
  examples: () => ({
    passing: [withObjective({ sli: fastCheckouts(milliseconds(250), store.paymentDuration) })],
    failing: [withObjective({ sli: fastCheckouts(milliseconds(300), store.paymentDuration) })],
  }),
});
