/** Numbers and lengths of time as Prometheus spells them. */

const UNITS = [31_536_000_000, 604_800_000, 86_400_000, 3_600_000, 60_000, 1_000, 1];
const DURATION = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/** Prometheus counts nanoseconds in 64 bits. */
const LONGEST = 2 ** 63 / 1e6;

/** `1h30m` in milliseconds; undefined where it is none. */
export const durationMilliseconds = (text: string): number | undefined => {
  const match = DURATION.exec(text);
  if (text === "" || match === null) return undefined;
  const sum = UNITS.reduce((total, unit, index) => total + Number(match[index + 1] ?? 0) * unit, 0);
  return sum < LONGEST ? sum : undefined;
};

/** Whether the underscores of a number stand where Go lets them: between digits, or after `0x`. */
const isSeparated = (text: string): boolean => !/__|_$|_[.eE]|[-+.eE]_/.test(text) || /^0x_/i.test(text);

/** `1_000`, `0x1F`, `010` (eight), `.5e-3`, `Inf`, `NaN`, `5m` (in seconds); undefined where it is none. */
export const numberValue = (text: string): number | undefined => {
  const plain = text.replaceAll("_", "").toLowerCase();
  if (plain === "inf") return Infinity;
  if (plain === "nan") return NaN;
  if (!isSeparated(text)) return undefined;
  if (/^0[0-7]+$/.test(plain)) return parseInt(plain, 8);
  if (/^(0x[0-9a-f]+|(\d+\.?\d*|\.\d+)(e[+-]?\d+)?)$/.test(plain)) {
    const value = Number(plain);
    return Number.isFinite(value) ? value : undefined;
  }
  const milliseconds = durationMilliseconds(text);
  return milliseconds === undefined ? undefined : milliseconds / 1000;
};
