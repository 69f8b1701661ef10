/** Series of samples, written as what happens over time: ten requests per second for five minutes, a gap, a restart. */
import type { Duration, InputSeries, Metric } from "../model";
import type { Given } from "./situations";

type Labels = Readonly<Record<string, string>>;

/** A stretch of time in the life of a series. */
type Stretch =
  | { readonly kind: "rate"; readonly perSecond: number; readonly for: Duration }
  | { readonly kind: "constant"; readonly value: number; readonly for: Duration }
  | { readonly kind: "line"; readonly from: number; readonly to: number; readonly for: Duration }
  | { readonly kind: "gap"; readonly for: Duration }
  | { readonly kind: "stale" }
  | { readonly kind: "reset" };

/** One series and what happens to it; each method gives a new one with a stretch more. */
export interface SeriesBuilder {
  readonly kind: "series";
  readonly name: string;
  readonly labels: Labels;
  readonly stretches: readonly Stretch[];
  /** A counter that grows by so much per second. */
  readonly ratePerSecond: (perSecond: number, forHowLong: Duration) => SeriesBuilder;
  /** A gauge that stays, or a counter that stands still. */
  readonly constant: (value: number, forHowLong: Duration) => SeriesBuilder;
  /** A gauge that moves evenly. */
  readonly line: (from: number, to: number, forHowLong: Duration) => SeriesBuilder;
  /** No samples: failed scrapes. */
  readonly gap: (forHowLong: Duration) => SeriesBuilder;
  /** The target is gone, its series end at once. */
  readonly stale: () => SeriesBuilder;
  /** The process starts anew: the counter begins at 0. */
  readonly reset: () => SeriesBuilder;
}

const builder = (name: string, labels: Labels, stretches: readonly Stretch[]): SeriesBuilder => {
  const then = (stretch: Stretch): SeriesBuilder => builder(name, labels, [...stretches, stretch]);
  return {
    kind: "series",
    name,
    labels,
    stretches,
    ratePerSecond: (perSecond, forHowLong) => then({ kind: "rate", perSecond, for: forHowLong }),
    constant: (value, forHowLong) => then({ kind: "constant", value, for: forHowLong }),
    line: (from, to, forHowLong) => then({ kind: "line", from, to, for: forHowLong }),
    gap: (forHowLong) => then({ kind: "gap", for: forHowLong }),
    stale: () => then({ kind: "stale" }),
    reset: () => then({ kind: "reset" }),
  };
};

/**
 * `series(http.requestsTotal, { service: "shop" }).ratePerSecond(10, minutes(5)).gap(minutes(1))`; the part of a histogram by its own
 * name: `series("http_request_duration_seconds_bucket", { le: "0.5" })`.
 */
export const series = (metric: Metric | string, labels: Labels = {}): SeriesBuilder =>
  builder(typeof metric === "string" ? metric : metric.name, labels, []);

/** Promtool's notation of what is given. */
export const inputSeries = (given: readonly Given[], interval: Duration): readonly InputSeries[] =>
  given.map((each) =>
    "kind" in each ? { series: selectorOf(each), values: samples(each.stretches, interval.milliseconds / 1000) } : each,
  );

const selectorOf = ({ name, labels }: SeriesBuilder): string => {
  const matchers = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return matchers.length === 0 ? name : `${name}{${matchers.join(",")}}`;
};

/** A stretch of n steps ends where the next one begins, so that each begins one step after the last sample before it. */
const samples = (stretches: readonly Stretch[], step: number): string => {
  let last: number | undefined;
  const parts: string[] = [];
  for (const stretch of stretches) {
    if (stretch.kind === "reset") {
      last = undefined;
      continue;
    }
    if (stretch.kind === "stale") {
      parts.push("stale");
      continue;
    }
    const count = Math.max(1, Math.round(stretch.for.milliseconds / 1000 / step));
    if (stretch.kind === "gap") parts.push(`_x${count}`);
    else if (stretch.kind === "constant") {
      parts.push(`${stretch.value}x${count - 1}`);
      last = stretch.value;
    } else {
      const growth =
        stretch.kind === "rate" ? stretch.perSecond * step : (stretch.to - stretch.from) / Math.max(1, count - 1);
      const first = stretch.kind === "line" ? stretch.from : last === undefined ? 0 : last + growth;
      parts.push(`${first}+${growth}x${count - 1}`);
      last = first + growth * (count - 1);
    }
  }
  return parts.join(" ").replaceAll("+-", "-");
};
