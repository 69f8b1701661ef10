/** Whether a time interval holds, as Alertmanager decides it, and how long this answer stays the same. */
import type { TimeInterval, TimePeriod } from "../../model";
import { dayRange, minuteOfDay, monthRange, weekdayRange, yearRange, type Range } from "./ranges";
import { daysInMonth, FURTHEST, offsetAt } from "./zone";

const DAY = 86_400_000;
const MINUTE = 60_000;

/** An answer that stays the same until then at least; in milliseconds since 1970, as all times here. */
export interface Answer {
  readonly holds: boolean;
  readonly until: number;
}

interface Clock {
  readonly zone: string;
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  /** From 0, sunday. */
  readonly weekday: number;
  /** Since midnight. */
  readonly minute: number;
  /** Midnight, or the end of what is known of the zone's clocks. */
  readonly dayEnd: number;
  /** The moment at which these clocks show a minute of this day, if they are not turned before. */
  readonly moment: (minute: number) => number;
}

const clockAt = (zone: string, at: number): Clock => {
  const { offset, until } = offsetAt(zone, at);
  const wall = new Date(at + offset);
  const midnight = Math.floor((at + offset) / DAY) * DAY - offset;
  return {
    zone,
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    weekday: wall.getUTCDay(),
    minute: wall.getUTCHours() * 60 + wall.getUTCMinutes(),
    dayEnd: Math.min(midnight + DAY, until),
    moment: (minute) => Math.min(midnight + minute * MINUTE, until),
  };
};

type Condition = (clock: Clock) => Answer;

const inside = (ranges: readonly Range[], value: number): boolean =>
  ranges.some(({ first, last }) => value >= first && value <= last);

/** Until the month or year ends in the zone that is furthest ahead, so that clocks that are turned on the way do not matter. */
const whole = ({ dayEnd }: Clock, nextYear: number, nextMonth: number): number =>
  Math.max(dayEnd, Date.UTC(nextYear, nextMonth - 1, 1) - FURTHEST);

const years =
  (ranges: readonly Range[]): Condition =>
  (clock) => ({ holds: inside(ranges, clock.year), until: whole(clock, clock.year + 1, 1) });

const months =
  (ranges: readonly Range[]): Condition =>
  (clock) => ({ holds: inside(ranges, clock.month), until: whole(clock, clock.year, clock.month + 1) });

const weekdays =
  (ranges: readonly Range[]): Condition =>
  (clock) => ({ holds: inside(ranges, clock.weekday), until: clock.dayEnd });

const daysOfMonth =
  (ranges: readonly Range[]): Condition =>
  ({ zone, year, month, day, dayEnd }) => {
    const days = daysInMonth(zone, year, month);
    const fromStart = (each: number) => (each < 0 ? days + each + 1 : each);
    return {
      holds: ranges.some(({ first, last }) => {
        const [begin, end] = [fromStart(first), fromStart(last)];
        return day >= begin && day <= Math.min(end, days);
      }),
      until: dayEnd,
    };
  };

/** `last` is outside. */
const times =
  (ranges: readonly Range[]): Condition =>
  ({ minute, moment, dayEnd }) => {
    const turns = ranges.flatMap(({ first, last }) => [first, last]).filter((each) => each > minute);
    return {
      holds: ranges.some(({ first, last }) => minute >= first && minute < last),
      until: turns.length === 0 ? dayEnd : moment(Math.min(...turns)),
    };
  };

const timeRange = ({ from, to }: { readonly from: string; readonly to: string }): Range | undefined => {
  const [first, last] = [minuteOfDay(from), minuteOfDay(to)];
  return first === undefined || last === undefined ? undefined : { first, last };
};

/** What is left out, or empty, is no condition: the configuration has no such key then. */
const condition = <T>(
  texts: readonly T[] | undefined,
  read: (text: T) => Range | undefined,
  make: (ranges: readonly Range[]) => Condition,
): readonly Condition[] =>
  texts === undefined || texts.length === 0
    ? []
    : [make(texts.map(read).filter((each): each is Range => each !== undefined))];

const conditionsOf = (period: TimePeriod): readonly Condition[] => [
  ...condition(period.years, yearRange, years),
  ...condition(period.months, monthRange, months),
  ...condition(period.daysOfMonth, dayRange, daysOfMonth),
  ...condition(period.weekdays, weekdayRange, weekdays),
  ...condition(period.times, timeRange, times),
];

const answerOf = (conditions: readonly Condition[], zone: string, at: number): Answer => {
  const clock = clockAt(zone, at);
  const answers = conditions.map((each) => each(clock));
  const broken = answers.filter(({ holds }) => !holds);
  return broken.length > 0
    ? { holds: false, until: Math.max(...broken.map(({ until }) => until)) }
    : { holds: true, until: Math.min(...answers.map(({ until }) => until)) };
};

interface Seen {
  readonly conditions: readonly Condition[];
  /** What was answered last, and from when on. */
  readonly answer: Answer;
  readonly from: number;
}

const seen = new WeakMap<TimePeriod, Seen>();

const periodAt = (period: TimePeriod, at: number): Answer => {
  const known = seen.get(period);
  if (known !== undefined && at >= known.from && at < known.answer.until) return known.answer;
  const conditions = known?.conditions ?? conditionsOf(period);
  const answer = answerOf(conditions, period.zone ?? "UTC", at);
  seen.set(period, { conditions, from: at, answer });
  return answer;
};

/** One of them is enough; none of them never holds. */
export const periodsAt = (periods: readonly TimePeriod[], at: number): Answer => {
  const answers = periods.map((each) => periodAt(each, at));
  const holding = answers.filter(({ holds }) => holds);
  return holding.length > 0
    ? { holds: true, until: Math.max(...holding.map(({ until }) => until)) }
    : { holds: false, until: Math.min(...answers.map(({ until }) => until)) };
};

/** Whether it holds at this moment. */
export const intervalHolds = ({ periods }: TimeInterval, at: Date): boolean => periodsAt(periods, at.getTime()).holds;
