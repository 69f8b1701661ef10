/** Observations as native histograms in promtool's notation. */
import type { Duration } from "../model";
import { withoutDust } from "./decimal";
import type { ObservationRate, ObservationStretch } from "./observations";
import { sampleCount } from "./samples";

/** Eight buckets for each doubling: a quantile is exact to about nine percent. */
const SCHEMA = 3;

/** Counts by bucket, and the sum of what was observed. */
interface Content {
  readonly sum: number;
  readonly zeros: number;
  /** By index: the bucket `i` ends at 2^(i/8). */
  readonly buckets: ReadonlyMap<number, number>;
}

const EMPTY: Content = { sum: 0, zeros: 0, buckets: new Map() };

export const nativeSamples = (stretches: readonly ObservationStretch[], interval: Duration): string => {
  const step = interval.milliseconds / 1000;
  let last: Content | undefined;
  const parts: string[] = [];
  for (const stretch of stretches) {
    if (stretch.kind === "reset") last = undefined;
    if (stretch.kind === "stale") parts.push("stale");
    const count = sampleCount(stretch, interval);
    if (count === 0) continue;
    if (stretch.kind === "gap") parts.push(`_x${count}`);
    if (stretch.kind !== "observed") continue;
    const growth = observedIn(stretch.rates, step);
    const first: Content = last === undefined ? EMPTY : plus(last, growth, 1);
    parts.push(`${spelled(first)}+${spelled(growth)}x${count - 1}`);
    last = plus(first, growth, count - 1);
  }
  return parts.join(" ");
};

const observedIn = (rates: readonly ObservationRate[], seconds: number): Content =>
  rates.reduce<Content>((content, { rate, at }) => {
    if (at < 0) throw new TypeError("An observation below 0 has no bucket here: write promtool's notation.");
    const count = rate * seconds;
    const one: Content =
      at === 0
        ? { sum: 0, zeros: count, buckets: new Map() }
        : { sum: count * at, zeros: 0, buckets: new Map([[Math.ceil(Math.log2(at) * 2 ** SCHEMA), count]]) };
    return plus(content, one, 1);
  }, EMPTY);

const plus = (content: Content, growth: Content, times: number): Content => ({
  sum: content.sum + times * growth.sum,
  zeros: content.zeros + times * growth.zeros,
  buckets: new Map(
    [...new Set([...content.buckets.keys(), ...growth.buckets.keys()])].map((index) => [
      index,
      (content.buckets.get(index) ?? 0) + times * (growth.buckets.get(index) ?? 0),
    ]),
  ),
});

/** `{{schema:3 count:10 sum:3 offset:-13 buckets:[10]}}` */
const spelled = ({ sum, zeros, buckets }: Content): string => {
  const indexes = [...buckets.keys()];
  const first = Math.min(...indexes);
  const counts = Array.from({ length: indexes.length === 0 ? 0 : Math.max(...indexes) - first + 1 }, (_, index) =>
    withoutDust(buckets.get(first + index) ?? 0),
  );
  const total = [...buckets.values()].reduce((all, each) => all + each, zeros);
  return `{{${[
    `schema:${SCHEMA}`,
    `count:${withoutDust(total)}`,
    `sum:${withoutDust(sum)}`,
    ...(zeros === 0 ? [] : [`z_bucket:${withoutDust(zeros)}`]),
    ...(counts.length === 0 ? [] : [`offset:${first}`, `buckets:[${counts.join(" ")}]`]),
  ].join(" ")}}}`;
};
