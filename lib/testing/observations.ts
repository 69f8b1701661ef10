/** What is observed in a histogram over time: all of its series at once, classic or native as its contract says. */
import { bucketLabel, type Duration, type InputSeries, type Metric } from "../model";
import { nativeSamples } from "./native-histogram";
import { seriesText } from "./promtool-text";
import { samples, type Silence, type Stretch } from "./samples";

/** So many observations per second of one value. */
export interface ObservationRate {
  readonly rate: number;
  /** In the unit of the histogram. */
  readonly at: number;
}

export type ObservationStretch =
  { readonly kind: "observed"; readonly rates: readonly ObservationRate[]; readonly for: Duration } | Silence;

/** A histogram and what is observed; each method gives a new one with a stretch more. */
export interface ObservationsBuilder {
  readonly kind: "observations";
  readonly metric: Metric;
  readonly labels: Readonly<Record<string, string>>;
  readonly stretches: readonly ObservationStretch[];
  /** `{ rate: 10, at: 0.3 }`, or several: `[{ rate: 95, at: 0.1 }, { rate: 5, at: 2 }]`; none, and it stands still. */
  readonly perSecond: (
    rates: ObservationRate | readonly ObservationRate[],
    forHowLong: Duration,
  ) => ObservationsBuilder;
  /** No samples: failed scrapes. */
  readonly gap: (forHowLong: Duration) => ObservationsBuilder;
  /** The target is gone, its series end at once. */
  readonly stale: () => ObservationsBuilder;
  /** The process starts anew, with nothing observed. */
  readonly reset: () => ObservationsBuilder;
}

/** `observations(http.requestDuration, { service: "shop" }).perSecond([{ rate: 95, at: 0.1 }, { rate: 5, at: 2 }], minutes(30))` */
export const observations = (metric: Metric, labels: Readonly<Record<string, string>> = {}): ObservationsBuilder => {
  if (metric.type !== "histogram")
    throw new TypeError(`${metric.name} is a ${metric.type}: only a histogram has observations, write series(…).`);
  return observed(metric, labels, []);
};

const observed = (
  metric: Metric,
  labels: Readonly<Record<string, string>>,
  stretches: readonly ObservationStretch[],
): ObservationsBuilder => {
  const then = (stretch: ObservationStretch): ObservationsBuilder => observed(metric, labels, [...stretches, stretch]);
  return {
    kind: "observations",
    metric,
    labels,
    stretches,
    perSecond: (rates, forHowLong) =>
      then({ kind: "observed", rates: "rate" in rates ? [rates] : rates, for: forHowLong }),
    gap: (forHowLong) => then({ kind: "gap", for: forHowLong }),
    stale: () => then({ kind: "stale" }),
    reset: () => then({ kind: "reset" }),
  };
};

/** The series of the histogram in promtool's notation. */
export const histogramSeries = (
  { metric, labels, stretches }: ObservationsBuilder,
  interval: Duration,
): readonly InputSeries[] => {
  if (metric.buckets === "native")
    return [{ series: seriesText(metric.name, labels), values: nativeSamples(stretches, interval) }];
  const part = (
    suffix: string,
    more: Readonly<Record<string, string>>,
    each: (rate: ObservationRate) => number,
  ): InputSeries => ({
    series: seriesText(`${metric.name}${suffix}`, { ...labels, ...more }),
    values: samples(
      stretches.map((stretch) => counted(stretch, each)),
      interval,
    ),
  });
  return [
    ...[...(metric.buckets ?? []), Infinity].map((bound) =>
      part("_bucket", { le: bucketLabel(bound) }, ({ rate, at }) => (at <= bound ? rate : 0)),
    ),
    part("_sum", {}, ({ rate, at }) => rate * at),
    part("_count", {}, ({ rate }) => rate),
  ];
};

const counted = (stretch: ObservationStretch, each: (rate: ObservationRate) => number): Stretch =>
  stretch.kind === "observed"
    ? { kind: "rate", perSecond: stretch.rates.reduce((sum, rate) => sum + each(rate), 0), for: stretch.for }
    : stretch;
