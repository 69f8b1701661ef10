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

const phase = (time: number, { period, shifts }: (typeof WAVES)[number], seed: number): number =>
  2 * Math.PI * (time / period - BUSIEST + 0.25 + shifts * seed);

export const valueAt = ({ level, sway, seed, bumps }: Curve, time: number): number =>
  bumps.reduce(
    (sum, { at, width, height }) => sum + height / Math.cosh((time - at) / width) ** 2,
    level * (1 + sway * WAVES.reduce((sum, wave) => sum + wave.share * Math.sin(phase(time, wave, seed)), 0)),
  );

/** The integral up to a time, but for a constant. */
const antiderivative = ({ level, sway, seed, bumps }: Curve, time: number): number =>
  bumps.reduce(
    (sum, { at, width, height }) => sum + height * width * Math.tanh((time - at) / width),
    level *
      (time -
        sway *
          WAVES.reduce(
            (sum, wave) => sum + ((wave.share * wave.period) / (2 * Math.PI)) * Math.cos(phase(time, wave, seed)),
            0,
          )),
  );

/** What has come together since `from` at that rate. */
export const integral = (curve: Curve, from: number, to: number): number =>
  antiderivative(curve, to) - antiderivative(curve, from);

/** 0 to 1, the same for the same text: FNV-1a, stirred. */
export const seedOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
};
