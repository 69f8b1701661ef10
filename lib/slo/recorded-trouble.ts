/** What the rules record of trouble, worked out step by step without Prometheus: shares of bad events over windows, and when an alert holds. */
import { times, type BurnLevel, type Duration, type Slo, type SliKind } from "../model";
import { BASE_RANGE, baseRange, thresholdOf } from "./burn-levels";
import { HOUR, isHourly } from "./hours";
import { rampsOf, summed, type Pace } from "./ramps";
import { INTERVAL } from "./recorded";
import { fastWindows } from "./recordings";
import { allowedOf } from "./slo";

/** From one moment on, after a while of good traffic, so much of a steady traffic is bad. */
export interface Pulse {
  /** 0 to 1. */
  readonly badRatio: number;
  /** All events per second, as the rules count them. */
  readonly perSecond: number;
  /** How many steps it lasts; for ever, if that is infinite. */
  readonly steps: number;
  /** How long there was good traffic before; in whole base ranges. @default longer than any window */
  readonly history?: Duration;
}

/** What an alert compares. */
interface Reading {
  readonly long: number;
  readonly short: number;
  /** Bad events in the long window. */
  readonly count: number;
}

/** An alert while trouble comes and goes. Steps are counted from the last evaluation before the trouble. */
export interface Watch {
  readonly reading: (steps: number) => Reading;
  /** Whether the condition surely does not hold: false where rounding could decide. */
  readonly fails: (steps: number) => boolean;
  /** The first step at which it surely holds; undefined where it never does. */
  readonly first: () => number | undefined;
  /** Whether it surely never holds. */
  readonly never: () => boolean;
  /** The last step at which it holds; undefined where it never does, or for ever. */
  readonly last: () => number | undefined;
  /** The last step at which the alert fires: it is kept for a while. */
  readonly lastFiring: () => number | undefined;
}

/**
 * How often rules are evaluated where it matters: what moves the long window decides. Long windows of pages move with each evaluation of
 * theirs, all others with each base range.
 */
export const paceOf = (slo: Slo, { long }: BurnLevel, scrapeInterval: Duration): Pace => {
  const base = baseRange(slo.levels);
  if (fastWindows(slo).some(({ milliseconds }) => milliseconds === long.milliseconds))
    return { step: INTERVAL, scrapeInterval };
  // A rate over the base range needs two samples in it.
  return { step: slo.sli.kind === "throughput" ? times(0.5, base) : base, scrapeInterval };
};

/** A rate needs two samples; all else is recorded from the first one on. */
const RATES: ReadonlySet<SliKind> = new Set(["availability", "latency", "composite", "raw", "throughput"]);

/** Nobody can say on which side of a threshold a value is that is nearer to it than this share of it. */
const ROUNDING = 1e-9;

/**
 * The trouble begins at a moment that all grids of Prometheus share, and the first evaluation sees one step of it. Windows of pages hold the
 * recordings of each evaluation; all others hold those at full base ranges, of which the latest may be older than the evaluation.
 */
export const watcher = (slo: Slo, level: BurnLevel, pace: Pace): ((pulse: Pulse) => Watch) => {
  const threshold = thresholdOf(level, allowedOf(slo)).toNumber();
  const [long, short] = [overWindow(slo, level.long, pace), overWindow(slo, level.short, pace)];
  const step = pace.step.milliseconds;
  const base = baseRange(slo.levels).milliseconds;
  // For so long after its end, what has happened may still come in.
  const late = 2 * base + (isHourly(slo, level.long) ? HOUR.milliseconds : 0);
  const settled = Math.ceil((level.long.milliseconds + late) / step) + 2;
  const lingering = Math.ceil(late / step) + 1;

  return (pulse) => {
    const [inLong, inShort] = [long(pulse), short(pulse)];
    const reading = (steps: number): Reading => ({
      long: inLong.ratio(steps),
      short: inShort.ratio(steps),
      count: slo.minimumEvents === 0 ? 0 : pulse.perSecond * inLong.seconds(steps),
    });
    const met = (steps: number, margin: number): boolean => {
      const now = reading(steps);
      return (
        now.long > threshold * margin &&
        now.short > threshold * margin &&
        (slo.minimumEvents === 0 || now.count >= slo.minimumEvents * margin)
      );
    };
    const holds = (steps: number): boolean => met(steps, 1 + ROUNDING);
    const fails = (steps: number): boolean => !met(steps, 1 - ROUNDING);
    const firstThat = (is: (steps: number) => boolean): number | undefined => {
      const end = Math.min(settled, pulse.steps);
      // While it lasts, all that is compared only grows.
      if (is(end)) return firstWith(1, end, is);
      if (pulse.steps > settled) return undefined;
      for (let after = end + 1; after <= end + lingering; after += 1) if (is(after)) return after;
      return undefined;
    };
    const last = (): number | undefined => {
      const begin = firstThat(holds);
      if (begin === undefined || !Number.isFinite(pulse.steps)) return undefined;
      let peak = Math.max(begin, pulse.steps);
      while (peak > begin && !holds(peak)) peak -= 1;
      // From its peak on, all that is compared only falls.
      return firstWith(peak, peak + settled + lingering, (steps) => !holds(steps)) - 1;
    };
    return {
      reading,
      fails,
      first: () => firstThat(holds),
      never: () => firstThat((steps) => !fails(steps)) === undefined,
      last,
      lastFiring: () => {
        const end = last();
        return end === undefined ? undefined : end + Math.max(1, Math.ceil(BASE_RANGE.milliseconds / step));
      },
    };
  };
};

/** What is recorded over a window, by the steps that have passed. */
interface WindowReading {
  readonly ratio: (steps: number) => number;
  /** Bad seconds that its sum comes to. */
  readonly seconds: (steps: number) => number;
}

const overWindow = (slo: Slo, window: Duration, pace: Pace): ((pulse: Pulse) => WindowReading) => {
  const base = baseRange(slo.levels);
  const step = pace.step.milliseconds;
  const isBase = window.milliseconds === base.milliseconds;
  const isFast = fastWindows(slo).some(({ milliseconds }) => milliseconds === window.milliseconds);
  const every = isFast || isBase ? step : Math.max(step, base.milliseconds);
  const worth = (isFast ? INTERVAL.milliseconds : every) / 1000;
  // Very long windows hold whole hours.
  const grid = !isFast && isHourly(slo, window) ? HOUR.milliseconds : every;
  const countedUntil = (time: number): number => Math.floor(time / grid) * (grid / every);
  const latest = (steps: number): number => countedUntil(steps * step);
  const earliest = (steps: number): number => countedUntil(steps * step - window.milliseconds);

  return ({ badRatio, steps: length, history }) => {
    const lasts = Number.isFinite(length);
    const lasted = Math.floor((length * step) / every);
    const { up, down } = rampsOf(slo.sli.kind, base, pace, every, lasts ? length * step - lasted * every : 0);
    const [risen, fallen] = [summed(up), summed(down)];
    const until = (evaluation: number): number => risen(evaluation) - (lasts ? fallen(evaluation - lasted) : 0);
    const since =
      history === undefined
        ? -Infinity
        : -countedUntil(history.milliseconds) - (RATES.has(slo.sli.kind) || grid > every ? 0 : 1);
    const bad = (steps: number): number =>
      badRatio * (until(latest(steps)) - until(isBase ? latest(steps) - 1 : earliest(steps)));
    return {
      seconds: (steps) => bad(steps) * worth,
      ratio: (steps) => bad(steps) / (isBase ? 1 : latest(steps) - Math.max(earliest(steps), since)),
    };
  };
};

/** The first number from which on a condition holds that holds at the end. */
const firstWith = (from: number, to: number, holds: (value: number) => boolean): number => {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return high;
};
