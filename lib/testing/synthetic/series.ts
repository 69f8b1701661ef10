/** A synthetic series: its labels, and its value at any time. */
import type { MetricType } from "../../model";
import type { Labels } from "./cluster";
import type { Moments } from "./curve";
import type { NativeSample } from "./distribution";

export type SyntheticSample = number | NativeSample | undefined;

export interface SyntheticSeries {
  /** As it is stored: `…_bucket`, `ALERTS`. */
  readonly name: string;
  /** All but the name. */
  readonly labels: Labels;
  /** The metric that it is a series of. */
  readonly family: string;
  readonly type: MetricType;
  readonly help: string;
  /** Undefined where there is no sample: an alert that does not fire. */
  readonly samples: (times: Moments) => readonly SyntheticSample[];
}

/** Samples of a function of time. */
export const sampled =
  (at: (time: number) => SyntheticSample) =>
  ({ from, step, count }: Moments): readonly SyntheticSample[] =>
    Array.from({ length: count }, (_, index) => at(from + index * step));
