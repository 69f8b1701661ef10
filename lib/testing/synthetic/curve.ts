/** What a value does over hours and days, as a function of time that can be integrated: a counter is the exact integral of its rate. */

/** A passing trouble: it comes and goes within a few times its width. */
export interface Bump {
  /** Seconds since 1970. */
  readonly at: number;
  /** Seconds. */
  readonly width: number;
  /** At its top, added to the level. */
  readonly height: number;
}

export interface Curve {
  /** What it moves around. */
  readonly level: number;
  /** How far it moves, as a share of the level: 0 stands still, below 1 stays above zero. */
  readonly sway: number;
  /** 0 to 1: shifts the short waves, so that no two series move alike. */
  readonly seed: number;
  readonly bumps: readonly Bump[];
}

/** Seconds, and the share of the movement that a wave makes up. */
const WAVES: readonly { readonly period: number; readonly share: number; readonly shifts: number }[] = [
  // People work by day: all series have nearly the same day.
  { period: 86_400, share: 0.55, shifts: 0.06 },
  { period: 13_700, share: 0.12, shifts: 1 },
  { period: 4_100, share: 0.13, shifts: 3 },
  { period: 1_130, share: 0.09, shifts: 7 },
  { period: 397, share: 0.07, shifts: 11 },
  { period: 151, share: 0.04, shifts: 17 },
];

/** The day is busiest at three in the afternoon, UTC. */
const BUSIEST = 15 / 24;

/** So many moments, `step` seconds apart. */
export interface Moments {
  /** Seconds since 1970. */
  readonly from: number;
  readonly step: number;
  readonly count: number;
}

/** The sum of the waves at each moment; turned on from moment to moment, which is cheaper than asking for a sine each time. */
const swaying = (
  seed: number,
  { from, step, count }: Moments,
  amplitude: (wave: (typeof WAVES)[number]) => { readonly sine: number; readonly cosine: number },
): Float64Array => {
  const sums = new Float64Array(count);
  for (const wave of WAVES) {
    const { period, shifts } = wave;
    const { sine: ofSine, cosine: ofCosine } = amplitude(wave);
    const start = 2 * Math.PI * (from / period - BUSIEST + 0.25 + shifts * seed);
    const turn = (2 * Math.PI * step) / period;
    const [turnSine, turnCosine] = [Math.sin(turn), Math.cos(turn)];
    let [sine, cosine] = [Math.sin(start), Math.cos(start)];
    for (let index = 0; index < count; index += 1) {
      sums[index] = (sums[index] ?? 0) + ofSine * sine + ofCosine * cosine;
      const turned = sine * turnCosine + cosine * turnSine;
      cosine = cosine * turnCosine - sine * turnSine;
      sine = turned;
    }
  }
  return sums;
};

/** The value at each moment. */
export const valuesOf = ({ level, sway, seed, bumps }: Curve, moments: Moments): Float64Array =>
  swaying(seed, moments, ({ share }) => ({ sine: share, cosine: 0 })).map((waves, index) => {
    const time = moments.from + index * moments.step;
    return bumps.reduce(
      (sum, { at, width, height }) => sum + height / Math.cosh((time - at) / width) ** 2,
      level * (1 + sway * waves),
    );
  });

/** What has come together since a time at that rate, at each moment. */
export const integralsOf = (curve: Curve, since: number, moments: Moments): Float64Array => {
  const [before = 0] = antiderivatives(curve, since, { from: since, step: 1, count: 1 });
  return antiderivatives(curve, since, moments).map((value) => value - before);
};

const antiderivatives = ({ level, sway, seed, bumps }: Curve, since: number, moments: Moments): Float64Array =>
  swaying(seed, moments, ({ share, period }) => ({ sine: 0, cosine: (share * period) / (2 * Math.PI) })).map(
    (waves, index) => {
      const time = moments.from + index * moments.step;
      return bumps.reduce(
        (sum, { at, width, height }) => sum + height * width * Math.tanh((time - at) / width),
        level * (time - since - sway * waves),
      );
    },
  );

/** 0 to 1, the same for the same text: FNV-1a, stirred. */
export const seedOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
};
