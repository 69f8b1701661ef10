/** Lengths of time with their unit in the type, because a bare `15` in a configuration means seconds to one product and minutes to the next. */

export interface Duration {
  readonly kind: "duration";
  readonly milliseconds: number;
}

const duration = (milliseconds: number): Duration => ({ kind: "duration", milliseconds });

export const milliseconds = (count: number): Duration => duration(count);
export const seconds = (count: number): Duration => duration(count * 1_000);
export const minutes = (count: number): Duration => duration(count * 60_000);
export const hours = (count: number): Duration => duration(count * 3_600_000);
export const days = (count: number): Duration => duration(count * 86_400_000);
export const weeks = (count: number): Duration => duration(count * 604_800_000);

/** Several lengths of time one after the other; a negative number of them takes away: `plus(weeks(1), minutes(-30))`. */
export const plus = (...values: readonly Duration[]): Duration =>
  duration(values.reduce((sum, each) => sum + each.milliseconds, 0));
/** `times(0.5, wait)`: half of it. */
export const times = (factor: number, value: Duration): Duration => duration(factor * value.milliseconds);

export const isDuration = (value: unknown): value is Duration =>
  typeof value === "object" && value !== null && (value as Partial<Duration>).kind === "duration";

type Unit = readonly [name: string, milliseconds: number];
const CLOCK_UNITS: readonly Unit[] = [
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
  ["ms", 1],
];
const CALENDAR_UNITS: readonly Unit[] = [["d", 86_400_000], ...CLOCK_UNITS];

const format = (units: readonly Unit[], { milliseconds }: Duration): string => {
  let rest = Math.round(milliseconds);
  if (rest === 0) return "0s";
  let text = "";
  for (const [name, size] of units) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${name}`;
    rest -= count * size;
  }
  return text;
};

/** Prometheus's notation, days included: `30d`, `1h30m`, `15s`. */
export const prometheusDuration = (value: Duration): string => format(CALENDAR_UNITS, value);

/** Go's notation, whose largest unit is the hour: `720h`, `15m`. For flags and configuration that Go's `time.ParseDuration` reads. */
export const goDuration = (value: Duration): string => format(CLOCK_UNITS, value);

/** Whole seconds, for settings that take a bare number. */
export const inSeconds = (value: Duration): number => Math.round(value.milliseconds / 1_000);
