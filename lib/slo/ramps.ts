/** How fast a recording of the last minutes fills with what is bad, and empties: at once, evenly, or scrape by scrape, as its indicator is computed. */
import type { Duration, SliKind } from "../model";
import { THROUGHPUT } from "./sli/time-series";

/** How the rules are evaluated. */
export interface Pace {
  /** Between two evaluations; in tests, between two samples as well. */
  readonly step: Duration;
  /** Between two scrapes, which the rules are written for. */
  readonly scrapeInterval: Duration;
}

/** The share of the base range that is bad at each evaluation after the beginning, until it is all of it. */
type Ramp = readonly number[];

interface Ramps {
  readonly up: Ramp;
  /** The share that is good again at each evaluation after the end. */
  readonly down: Ramp;
}

const share = (value: number): number => Math.min(1, Math.max(0, value));

/** No ramp is longer: where none of its values is 1, nothing ever is. */
const LONGEST = 1000;

const rampOf = (at: (elapsed: number) => number, every: number, from = every): Ramp => {
  const ramp: number[] = [];
  for (let elapsed = from; ramp.at(-1) !== 1 && ramp.length < LONGEST; elapsed += every) ramp.push(share(at(elapsed)));
  return ramp;
};

/** How many times a counter grows between samples in a range. */
const growthsIn = (range: number, step: number): number => Math.max(1, Math.ceil(range / step) - 1);

/**
 * @param every milliseconds between two evaluations that count
 * @param late how long after the last of them the trouble ended
 */
export const rampsOf = (kind: SliKind, base: Duration, pace: Pace, every: number, late: number): Ramps => {
  const [step, scrape, range] = [pace.step.milliseconds, pace.scrapeInterval.milliseconds, base.milliseconds];
  const steps = (elapsed: number): number => Math.floor(elapsed / step);
  const even = (at: (elapsed: number) => number): Ramps => ({
    up: rampOf(at, every),
    down: rampOf(at, every, every - late),
  });
  switch (kind) {
    case "freshness":
    case "queue-age":
    case "bounds": {
      // Looked at once a scrape. The first look at a new sample is at its own time.
      const before = Math.ceil(step / scrape) - 1;
      return even((elapsed) => (Math.floor(elapsed / scrape) - before) / (range / scrape));
    }
    case "throughput": {
      const growths = growthsIn(range, step);
      const { good, bad } = THROUGHPUT;
      const switched = (after: number, from: number): Ramp =>
        rampOf((elapsed) => (steps(elapsed) >= after ? 1 : 0), every, from);
      return {
        up: switched(Math.floor((growths * (good - 1)) / (good - bad)) + 1, every),
        down: switched(Math.ceil((growths * (1 - bad)) / (good - bad)), every - late),
      };
    }
    case "probe":
      return even((elapsed) => steps(elapsed) / Math.ceil(range / step));
    default:
      // The range of a rate is one scrape longer.
      return even((elapsed) => steps(elapsed) / growthsIn(range + scrape, step));
  }
};

/** The sum of a ramp over its first so many evaluations. */
export const summed = (ramp: Ramp): ((evaluations: number) => number) => {
  const sums = [0];
  for (const each of ramp) sums.push((sums.at(-1) ?? 0) + each);
  return (evaluations) =>
    evaluations <= 0 ? 0 : (sums[evaluations] ?? (sums.at(-1) ?? 0) + evaluations - ramp.length);
};
