/** Series of samples, written as what happens over time: ten requests per second for five minutes, a gap, a restart. */
import type { Duration, Metric } from "../model";
import type { Stretch } from "./samples";

/** One series and what happens to it; each method gives a new one with a stretch more. */
export interface SeriesBuilder {
  readonly kind: "series";
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly stretches: readonly Stretch[];
  /** A counter that grows by so much per second; by 0, and it stands still at the value that it has. */
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

/** A series to which this has happened so far. */
const seriesWith = (
  name: string,
  labels: Readonly<Record<string, string>>,
  stretches: readonly Stretch[],
): SeriesBuilder => {
  const then = (stretch: Stretch): SeriesBuilder => seriesWith(name, labels, [...stretches, stretch]);
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
export const series = (metric: Metric | string, labels: Readonly<Record<string, string>> = {}): SeriesBuilder =>
  seriesWith(typeof metric === "string" ? metric : metric.name, labels, []);
