/** What happens to a series over time, as the list of samples that promtool reads. */
import type { Duration } from "../model";
import { withoutDust } from "./decimal";

/** A stretch of time in the life of a series. */
export type Stretch =
  | { readonly kind: "rate"; readonly perSecond: number; readonly for: Duration }
  | { readonly kind: "constant"; readonly value: number; readonly for: Duration }
  | { readonly kind: "line"; readonly from: number; readonly to: number; readonly for: Duration }
  | Silence;

/** Stretches without a value. */
export type Silence =
  { readonly kind: "gap"; readonly for: Duration } | { readonly kind: "stale" } | { readonly kind: "reset" };

/** A stretch of n steps ends where the next one begins, so that each begins one step after the last sample before it. */
export const samples = (stretches: readonly Stretch[], interval: Duration): string => {
  const step = interval.milliseconds / 1000;
  let last: number | undefined;
  const parts: string[] = [];
  for (const stretch of stretches) {
    if (stretch.kind === "reset") last = undefined;
    if (stretch.kind === "stale") parts.push("stale");
    const count = sampleCount(stretch, interval);
    if (count === 0) continue;
    if (stretch.kind === "gap") parts.push(`_x${count}`);
    else if (stretch.kind === "constant") {
      parts.push(`${withoutDust(stretch.value)}x${count - 1}`);
      last = stretch.value;
    } else if (stretch.kind === "line") {
      parts.push(...evenly(stretch.from, (stretch.to - stretch.from) / Math.max(1, count - 1), count));
      last = stretch.to;
    } else if (stretch.kind === "rate") {
      const growth = stretch.perSecond * step;
      const first = last === undefined ? 0 : last + growth;
      parts.push(...evenly(first, growth, count));
      last = Number(endOf(first, growth, count));
    }
  }
  return parts.join(" ");
};

/** No time at all is no sample, so that a burst of half of a `for` of zero does not happen. */
export const sampleCount = (stretch: Stretch | { readonly for: Duration }, interval: Duration): number =>
  !("for" in stretch) || stretch.for.milliseconds === 0
    ? 0
    : Math.max(1, Math.round(stretch.for.milliseconds / interval.milliseconds));

/**
 * Promtool adds step by step, and so do its rounding errors: the last sample is written out where it would miss what was meant, because a
 * counter that ends a trifle too high seems to start anew with the next stretch.
 */
const evenly = (from: number, growth: number, count: number): readonly string[] => {
  const [first, step] = [Number(withoutDust(from)), Number(withoutDust(growth))];
  let added = first;
  for (let index = 1; index < count; index += 1) added += step;
  const end = endOf(from, growth, count);
  return Number(end) === added ? [sequence(first, step, count)] : [sequence(first, step, count - 1), end];
};

/** As it is written: a third of an event has as many digits as are written of it, and not one more. */
const endOf = (first: number, growth: number, count: number): string =>
  withoutDust(Number(withoutDust(first)) + Number(withoutDust(growth)) * (count - 1));

const sequence = (first: number, step: number, count: number): string =>
  `${withoutDust(first)}${step < 0 ? "" : "+"}${withoutDust(step)}x${count - 1}`;
