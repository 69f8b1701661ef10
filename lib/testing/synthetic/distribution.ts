/** What a histogram observes: most of it fast, a little slow, and more of that while there is trouble. */
import type { Metric } from "../../model";
import { integralsOf, type Curve, type Moments } from "./curve";

/** Observations of one kind: how many there have been at a time, and how they are spread (log-normal). */
export interface Crowd {
  readonly curve: Curve;
  /** In the unit of the histogram. */
  readonly median: number;
  /** Of the logarithm. */
  readonly deviation: number;
}

/** The share that is slow, and how much slower. */
const SLOW = { share: 0.03, times: 7 };

export const crowdsOf = (metric: Metric, curve: Curve, slower: number): readonly Crowd[] => {
  const median = typical(metric) * slower;
  return [
    { curve: { ...curve, level: curve.level * (1 - SLOW.share), bumps: [] }, median, deviation: 0.7 },
    {
      // In trouble, what comes in addition is slow.
      curve: { ...curve, level: curve.level * SLOW.share },
      median: median * SLOW.times,
      deviation: 0.5,
    },
  ];
};

/** Between the bounds where most of the buckets' resolution is. */
const typical = ({ buckets, unit }: Metric): number => {
  if (buckets === undefined || buckets === "native" || buckets.length === 0)
    return unit === "seconds" ? 0.06 : unit === "bytes" ? 40_000 : 12;
  const at = (share: number): number => buckets[Math.floor(share * (buckets.length - 1))] ?? 1;
  return Math.sqrt(Math.max(at(0.35), 1e-6) * Math.max(at(0.5), 1e-6));
};

/** How many of each crowd there have been, at each moment. */
export type Counted = readonly Float64Array[];

/** All series of a histogram ask for the same moments, one after the other. */
export const counting = (crowds: readonly Crowd[], since: number): ((moments: Moments) => Counted) => {
  let last: { readonly moments: Moments; readonly counted: Counted } | undefined;
  return (moments) => {
    const { from, step, count } = moments;
    if (last === undefined || last.moments.from !== from || last.moments.step !== step || last.moments.count !== count)
      last = { moments, counted: crowds.map(({ curve }) => integralsOf(curve, since, moments)) };
    return last.counted;
  };
};

const weighed = (crowds: readonly Crowd[], counted: Counted, weight: (crowd: Crowd) => number): Float64Array => {
  const weights = crowds.map(weight);
  return (counted[0] ?? new Float64Array()).map((_, index) =>
    weights.reduce((sum, each, crowd) => sum + each * (counted[crowd]?.[index] ?? 0), 0),
  );
};

export const countsUpTo = (crowds: readonly Crowd[], counted: Counted, bound: number): Float64Array =>
  weighed(crowds, counted, (crowd) => below(crowd, bound)).map(Math.floor);

export const sumsOf = (crowds: readonly Crowd[], counted: Counted): Float64Array =>
  weighed(crowds, counted, ({ median, deviation }) => median * Math.exp(deviation ** 2 / 2));

/** The value below which that share of the observations is; of the fast ones, which is nearly of all. */
export const quantileOf = ([fast, slow]: readonly Crowd[], quantile: number): number =>
  quantile > 1 - SLOW.share
    ? (slow?.median ?? 0)
    : (fast?.median ?? 0) * Math.exp((fast?.deviation ?? 0) * 2.2 * (quantile - 0.5));

/** The share of a crowd that is not above a bound. */
const below = ({ median, deviation }: Crowd, bound: number): number => {
  if (bound === Infinity) return 1;
  return bound <= 0 ? 0 : normal((Math.log(bound) - Math.log(median)) / deviation);
};

/** The normal distribution, to four digits. */
const normal = (x: number): number => 1 / (1 + Math.exp(-1.5976 * x - 0.070_56 * x ** 3));

/** A native histogram of eight buckets for each doubling. */
export interface NativeSample {
  readonly count: number;
  readonly sum: number;
  /** Index of the first bucket: the bucket `i` ends at 2^(i/8). */
  readonly offset: number;
  readonly buckets: readonly number[];
}

export const NATIVE_SCHEMA = 3;

export const nativeSamples = (crowds: readonly Crowd[], counted: Counted): readonly NativeSample[] => {
  const index = (value: number): number => Math.ceil(Math.log2(value) * 2 ** NATIVE_SCHEMA);
  const edges = crowds.flatMap(({ median, deviation }) =>
    [-3, 3].map((times) => index(median * Math.exp(times * deviation))),
  );
  const [offset, last] = [Math.min(...edges), Math.max(...edges)];
  const upTo = Array.from({ length: last - offset + 2 }, (_, number) =>
    countsUpTo(crowds, counted, 2 ** ((offset + number - 1) / 2 ** NATIVE_SCHEMA)),
  );
  return Array.from(sumsOf(crowds, counted), (sum, moment) => {
    const buckets = upTo.slice(1).map((each, number) => (each[moment] ?? 0) - (upTo[number]?.[moment] ?? 0));
    return { count: buckets.reduce((all, each) => all + each, 0), sum, offset, buckets };
  });
};
