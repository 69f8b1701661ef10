/** Observations of which a quantile is known beforehand, so that a test can stand a tenth away from a limit on it. */
import type { Metric } from "../model";
import type { ObservationRate } from "./observations";

export interface KnownQuantile {
  /** 0.95 for the 95th percentile. */
  readonly quantile: number;
  /** Its value, in the unit of the histogram; between its first bound and its last. */
  readonly is: number;
  /** How many observations, all together. */
  readonly perSecond: number;
}

/**
 * `observations(http.requestDuration).perSecond(withQuantile(http.requestDuration, { quantile: 0.95, is: 1.2, perSecond: 10 }), minutes(30))`
 *
 * Prometheus takes the observations of a classic bucket for evenly spread over it: those around the quantile go into the bucket in which it
 * is, in such numbers that it lies where it is to be.
 */
export const withQuantile = (
  { name, buckets }: Metric,
  { quantile, is, perSecond }: KnownQuantile,
): readonly ObservationRate[] => {
  if (buckets === undefined || buckets === "native") throw new TypeError(`${name} has no classic buckets.`);
  const upper = buckets.find((bound) => bound >= is);
  const lower = buckets.findLast((bound) => bound < is);
  if (upper === undefined || lower === undefined)
    throw new RangeError(
      `${is} does not lie between two bounds of ${name}, where alone a quantile can be told from another.`,
    );
  const around = Math.min(quantile, 1 - quantile);
  const below = quantile - (around * (is - lower)) / (upper - lower);
  return [
    { rate: perSecond * below, at: lower },
    { rate: perSecond * around, at: is },
    { rate: perSecond * (1 - below - around), at: 2 * upper },
  ];
};
