/** Latency: the share of events that were fast enough, as the buckets of a histogram tell. */
import {
  bucketLabel,
  once,
  prometheusDuration,
  type Duration,
  type Expression,
  type Metric,
  type Sli,
  type SliRange,
} from "../../model";
import { matchers, promql, type Matchers } from "../../query";
import { histogramSeries } from "./histogram-series";
import { counted, orNone, totalWithout } from "./rates";

export interface LatencyProps {
  /** Seconds, with classic buckets or native. */
  readonly histogram: Metric;
  /** Which of its series: `{ service: "checkout" }`. @default all */
  readonly where?: Matchers;
  /** What takes longer is bad. It must be a bound of the buckets: what lies between two of them cannot be told apart. */
  readonly threshold: Duration;
  /** What an event is. @default "requests" */
  readonly unit?: "requests" | "events";
}

/** `latency({ histogram: http.requestDuration, where: { service: "checkout" }, threshold: milliseconds(500) })` */
export const latency = ({ histogram, where = {}, threshold, unit = "requests" }: LatencyProps): Sli => {
  const bound = threshold.milliseconds / 1000;
  const native = histogram.buckets === "native";
  const all = native
    ? promql`${histogram}{${matchers(where)}}`
    : promql`${`${histogram.name}_count`}{${matchers(where)}}`;
  const fast = promql`${`${histogram.name}_bucket`}{${matchers({ ...where, le: bucketLabel(bound) })}}`;
  const series = once(() => histogramSeries(histogram, where, bound));
  return {
    kind: "latency",
    unit,
    badMeans: `take longer than ${prometheusDuration(threshold)}`,
    rates: (range) =>
      native
        ? nativeRates(all, bound, range)
        : // Buckets come with the count: where there is none, its bounds have changed, and nobody knows what was slow.
          { total: counted(all, all, range), bad: totalWithout(counted(fast, all, range), range) },
    reads: native ? [all] : [all, fast],
    histogram: { metric: histogram, threshold: bound },
    get series() {
      return series();
    },
  };
};

/** The buckets of a native histogram end at powers of two among others; elsewhere the share is interpolated between two bounds. */
const nativeRates = (all: Expression, bound: number, range: SliRange) => {
  const observed = counted(all, all, range);
  return {
    total: promql`histogram_count(${observed})`,
    // Nothing observed is no share at all: then none was slow.
    bad: orNone(promql`${range.recordedTotal} * (1 - histogram_fraction(-Inf, ${bound}, ${observed}) >= 0)`, range),
  };
};
