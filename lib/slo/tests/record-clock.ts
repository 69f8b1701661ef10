/** Periods of the calendar as the clocks of a zone show them, by Node's own calendar and not by the arithmetic of the rules. */
import type { CalendarPeriod } from "../../model";

/** A time at which the clocks of all zones are known: in the middle of the first year of which they are. */
export const KNOWN = Date.UTC(2026, 6, 2);

interface WallClock {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  readonly day: number;
  /** Of the day, 0 to 1. */
  readonly passed: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (zone: string): Intl.DateTimeFormat => {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  formats.set(zone, format);
  return format;
};

const DAY = 86_400_000;

/** @param now milliseconds since 1970 */
const wallClock = (zone: string, now: number): WallClock => {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(now)
      .map(({ type, value }) => [type, Number(value)] as const),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return {
    year: part("year"),
    month: part("month"),
    day: part("day"),
    passed: (part("hour") * 3_600_000 + part("minute") * 60_000 + part("second") * 1000) / DAY,
  };
};

/** Seconds since 1970 as the clocks of the zone count them. */
export const localTimeAt = ({ zone }: CalendarPeriod, now: number): number => {
  const clock = wallClock(zone, now);
  return Math.round((dayNumber(clock) + clock.passed) * 86_400);
};

/** Days since 1970, and since the Monday before it. */
const dayNumber = ({ year, month, day }: WallClock): number => Date.UTC(year, month - 1, day) / DAY;
const SINCE_MONDAY = 3;

/** The number under which the period is recorded. */
export const periodNumberAt = ({ unit, zone }: CalendarPeriod, now: number): number => {
  const clock = wallClock(zone, now);
  switch (unit) {
    case "day":
      return dayNumber(clock);
    case "week":
      return Math.floor((dayNumber(clock) + SINCE_MONDAY) / 7);
    case "month":
      return 12 * clock.year + clock.month;
    case "quarter":
      return 4 * clock.year + Math.floor((clock.month - 1) / 3);
    case "year":
      return clock.year;
  }
};

/** The share of the period that has passed, months of a longer period counting the same. */
export const periodElapsedAt = ({ unit, zone }: CalendarPeriod, now: number): number => {
  const clock = wallClock(zone, now);
  const { year, month, day, passed } = clock;
  const ofMonth = (day - 1 + passed) / new Date(Date.UTC(year, month, 0)).getUTCDate();
  switch (unit) {
    case "day":
      return passed;
    case "week":
      return (((dayNumber(clock) + SINCE_MONDAY) % 7) + passed) / 7;
    case "month":
      return ofMonth;
    case "quarter":
      return (((month - 1) % 3) + ofMonth) / 3;
    case "year":
      return (month - 1 + ofMonth) / 12;
  }
};

const MINUTE = 60_000;
const boundaries = new Map<string, number>();

/** The first whole minute of the period in which a moment lies. */
export const beginOf = (period: CalendarPeriod, now: number): number => {
  const key = `${period.unit} ${period.zone} ${now}`;
  const known = boundaries.get(key) ?? searched(period, now);
  boundaries.set(key, known);
  return known;
};

const searched = (period: CalendarPeriod, now: number): number => {
  const number = periodNumberAt(period, now);
  const isBefore = (minute: number): boolean => periodNumberAt(period, minute * MINUTE) < number;
  let [before, within] = [Math.floor(now / MINUTE) - 367 * 24 * 60, Math.floor(now / MINUTE)];
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (isBefore(middle)) before = middle;
    else within = middle;
  }
  return within * MINUTE;
};
