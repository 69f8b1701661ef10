/**
 * How far a recorded figure may be from the count of events, and why. Three things can come between them:
 *
 * 1. What no scrape saw: events after the last scrape, before the first one of a process, in a gap.
 * 2. PromQL's extrapolation. `rate` over R = window + scrape takes what grew between the first and the last sample in the range and scales
 *    it to R. With all samples there and a counter that is well above 0, this comes to exactly what grew in the window. Else it lies between
 *    no extrapolation at all (growth * window / R: the counter began at 0) and one up to the edges or by 1.1 intervals, whatever is less.
 * 3. The blur of windows that are added up each minute: an event enters the sum over the next base range, and leaves it as slowly.
 *
 * All is computed per series and base range from the samples that a scrape brought, and added up.
 */
import type { ScrapedInstance, ScrapedSeries } from "./scrapes";

export interface Interval {
  readonly low: number;
  readonly high: number;
}

interface Range {
  /** Seconds. */
  readonly window: number;
  readonly scrape: number;
}

/** Prometheus forgets a sample after five minutes. */
const LOOK_BACK = 300;

/** The index of the last sample at or before a time. */
const lastAt = ({ samples }: ScrapedSeries, time: number): number => {
  let [low, high] = [0, samples.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((samples[middle]?.time ?? Infinity) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};

const visible = (series: ScrapedSeries, time: number): number | undefined => {
  for (let index = lastAt(series, time); index >= 0; index -= 1) {
    const sample = series.samples[index];
    if (sample === undefined || sample.time <= time - LOOK_BACK) return undefined;
    if (sample.value === "stale") return undefined;
    if (sample.value !== undefined) return sample.value;
  }
  return undefined;
};

/** Events of one series in the base range that ends at a time, as a rule may record them. */
export const recordable = (
  series: ScrapedSeries,
  up: ScrapedSeries,
  time: number,
  { window, scrape }: Range,
): Interval => {
  const now = visible(series, time);
  if (now !== undefined && visible(series, time - window) === undefined && visible(up, time - window) === 1)
    return { low: now, high: now };
  const range = window + scrape;
  const seen: { time: number; value: number }[] = [];
  for (let index = lastAt(series, time); index >= 0; index -= 1) {
    const sample = series.samples[index];
    if (sample === undefined || sample.time <= time - range) break;
    if (typeof sample.value === "number") seen.unshift({ time: sample.time, value: sample.value });
  }
  const [first, last] = [seen[0], seen.at(-1)];
  if (first === undefined || last === undefined || seen.length < 2) return { low: 0, high: 0 };
  let growth = 0;
  for (const [index, { value }] of seen.entries()) {
    const before = seen[index - 1];
    if (before !== undefined) growth += value < before.value ? value : value - before.value;
  }
  const covered = last.time - first.time;
  const apart = covered / (seen.length - 1);
  const [head, tail] = [first.time - (time - range), time - last.time];
  const wellAboveZero = first.value * covered >= growth * head;
  const complete = covered === window && head < 1.1 * apart && tail < 1.1 * apart;
  if (complete && wellAboveZero) return { low: growth, high: growth };
  const most = covered + Math.min(head, 1.1 * apart) + Math.min(tail, 1.1 * apart);
  return { low: (growth * window) / range, high: (growth * most * window) / (covered * range) };
};

export interface Limits {
  readonly good: Interval;
  readonly bad: Interval;
}

const plus = (a: Interval, b: Interval): Interval => ({ low: a.low + b.low, high: a.high + b.high });
const NOTHING: Interval = { low: 0, high: 0 };

/** What the rules may record of a whole objective for the base ranges that end at these times, added up. */
export const limitsOf = (instances: readonly ScrapedInstance[], times: readonly number[], range: Range): Limits =>
  instances.reduce<Limits>(
    (limits, { up, good, bad }) =>
      times.reduce<Limits>(
        (sum, time) => ({
          good: plus(sum.good, recordable(good, up, time, range)),
          bad: plus(sum.bad, recordable(bad, up, time, range)),
        }),
        limits,
      ),
    { good: NOTHING, bad: NOTHING },
  );

export const times = (factor: number, { low, high }: Interval): Interval => ({
  low: factor * low,
  high: factor * high,
});
export const allOf = ({ good, bad }: Limits): Interval => plus(good, bad);

/** Bad ones are part of all: the share grows with them and shrinks with the good ones. Undefined where there is nothing at all. */
export const shareOf = ({ good, bad }: Limits): Interval | undefined =>
  good.high + bad.high === 0
    ? undefined
    : {
        low: bad.low === 0 ? 0 : bad.low / (bad.low + good.high),
        high: bad.high === 0 ? 0 : bad.high / (bad.high + good.low),
      };
