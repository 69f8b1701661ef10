/** How time passes in tests of rates: in steps of one sample, several to the range that a rate speaks of. */
import { minutes, times, type Duration, type Slo, type TrafficStretch } from "../../model";
import { baseRange } from "../burn-levels";

const MINUTE = minutes(1);

/** How the samples of a test lie. */
export interface Grid {
  readonly base: Duration;
  /** Between two samples. */
  readonly step: Duration;
  /** Steps in the base range. */
  readonly steps: number;
}

/** Samples each minute show what happens within the base range; where scrapes are rarer, one for each base range. */
export const gridOf = (slo: Slo, scrapeInterval: Duration): Grid => {
  const base = baseRange(slo.levels);
  const fine = scrapeInterval.milliseconds <= MINUTE.milliseconds && base.milliseconds % MINUTE.milliseconds === 0;
  const step = fine ? MINUTE : base;
  return { base, step, steps: base.milliseconds / step.milliseconds };
};

/** So many steps of traffic. */
export interface Steps {
  readonly perSecond: number;
  readonly badRatio: number;
  readonly steps: number;
}

export const flow = (perSecond: number, badRatio: number, steps: number): Steps => ({ perSecond, badRatio, steps });
export const RESET = { reset: true } as const;

export const isFlow = (each: Steps | typeof RESET): each is Steps => "steps" in each;

export const stretches = (traffic: readonly Steps[], step: Duration): readonly TrafficStretch[] =>
  traffic.map(({ perSecond, badRatio, steps }) => ({ perSecond, badRatio, for: times(steps, step) }));
