/** Time intervals around a moment: some hold, some do not, none begins or ends within minutes of it. */
import fc from "fast-check";
import type { TimePeriod } from "../../../lib/model";

/** In minutes: longer than the test runs. */
const MARGIN = 6;

const ZONES = [
  "UTC",
  "Africa/Nairobi",
  "America/Los_Angeles",
  "America/New_York",
  "America/St_Johns",
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "Asia/Tokyo",
  "Australia/Lord_Howe",
  "Europe/Berlin",
  "Europe/Dublin",
  "Pacific/Apia",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
];

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
] as const;

interface Clock {
  readonly zone: string | undefined;
  /** Of the day. */
  readonly minute: number;
  readonly weekday: number;
  readonly day: number;
  readonly month: number;
  readonly year: number;
}

const clockIn = (zone: string | undefined, at: Date): Clock => {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone ?? "UTC",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = part;
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return { zone, minute: hour * 60 + minute, weekday, day, month: month - 1, year };
};

/** Neither midnight nor a change of the clock is near. */
const isCalm = ({ zone, minute }: Clock, at: Date): boolean => {
  if (minute < MARGIN || minute > 1440 - MARGIN) return false;
  const later = clockIn(zone, new Date(at.getTime() + MARGIN * 60_000));
  const earlier = clockIn(zone, new Date(at.getTime() - MARGIN * 60_000));
  return later.minute - earlier.minute === 2 * MARGIN;
};

const timeOfDay = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** Two numbers, the lower first; around the given one more often than chance has it. */
const range = (from: number, to: number, around: number): fc.Arbitrary<readonly [number, number]> =>
  fc.oneof(
    fc.tuple(fc.integer({ min: from, max: to }), fc.integer({ min: from, max: to })).map(([a, b]) => {
      return [Math.min(a, b), Math.max(a, b)] as const;
    }),
    fc.tuple(fc.integer({ min: from, max: around }), fc.integer({ min: around, max: to })),
  );

const timesAround = ({ minute }: Clock) =>
  range(0, 1440, minute)
    .filter(([from, to]) => from < to && [from, to].every((each) => Math.abs(each - minute) > MARGIN))
    .map(([from, to]) => ({ from: timeOfDay(from), to: timeOfDay(to) }));

const weekdaysAround = ({ weekday }: Clock) =>
  range(0, 6, weekday).map(([from, to]) => {
    const [first = "sunday", last = "saturday"] = [WEEKDAYS[from], WEEKDAYS[to]];
    return from === to ? first : (`${first}:${last}` as const);
  });

const daysAround = ({ day }: Clock) =>
  fc.oneof(
    range(1, 31, day).map(([from, to]) => (from === to ? `${from}` : `${from}:${to}`)),
    range(-31, -1, -1).map(([from, to]) => (from === to ? `${from}` : `${from}:${to}`)),
    // From the beginning to some days before the end; Alertmanager refuses what a month of 28 days would turn round.
    range(1, 27, Math.min(day, 27)).map(([from, to]) => `${from}:${to - 28}`),
  );

const monthsAround = ({ month }: Clock) =>
  range(0, 11, month).map(([from, to]) => {
    const [first = "january", last = "december"] = [MONTHS[from], MONTHS[to]];
    return from === to ? first : (`${first}:${last}` as const);
  });

const yearsAround = ({ year }: Clock) =>
  range(year - 3, year + 3, year).map(([from, to]) => (from === to ? `${from}` : `${from}:${to}`));

const few = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> =>
  fc.array(arbitrary, { minLength: 1, maxLength: 2 });

const periodOf = (clock: Clock): fc.Arbitrary<TimePeriod> =>
  fc
    .record(
      {
        times: few(timesAround(clock)),
        weekdays: few(weekdaysAround(clock)),
        daysOfMonth: few(daysAround(clock)),
        months: few(monthsAround(clock)),
        years: few(yearsAround(clock)),
      },
      { requiredKeys: [] },
    )
    .filter((stated) => Object.keys(stated).length > 0)
    .map((stated) => (clock.zone === undefined ? stated : { ...stated, zone: clock.zone }));

/** Periods of any kind, in zones in which nothing changes within the margin. */
export const periodsAround = (at: Date): fc.Arbitrary<TimePeriod> => {
  const clocks = [undefined, ...ZONES].map((zone) => clockIn(zone, at)).filter((clock) => isCalm(clock, at));
  return fc.constantFrom(...clocks).chain(periodOf);
};
