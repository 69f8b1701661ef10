/** What an objective is kept over: the last so many days, or a period of the calendar. */
import {
  days,
  hours,
  isDuration,
  prometheusDuration,
  type CalendarPeriod,
  type Duration,
  type SloWindow,
} from "../model";

const period =
  (unit: CalendarPeriod["unit"]) =>
  /** @param zone IANA name of the zone whose midnight begins it @default "UTC" */
  (zone = "UTC"): CalendarPeriod => ({ kind: "calendar", unit, zone });

/** From midnight to midnight. */
export const calendarDay = period("day");
/** From Monday on. */
export const calendarWeek = period("week");
/** From the first of each month on: `calendarMonth("Europe/Berlin")`. */
export const calendarMonth = period("month");
/** From the first of January, April, July and October on. */
export const calendarQuarter = period("quarter");
/** From the first of January on. */
export const calendarYear = period("year");

/** What windows of alerts are scaled by, and budgets are told in minutes of: a month counts 30 days, as in the SRE workbook's tables. */
const NOMINAL: Readonly<Record<CalendarPeriod["unit"], Duration>> = {
  day: days(1),
  week: days(7),
  month: days(30),
  quarter: days(90),
  year: days(365),
};
const LONGEST: Readonly<Record<CalendarPeriod["unit"], Duration>> = {
  day: hours(25),
  week: hours(7 * 24 + 1),
  month: hours(31 * 24 + 1),
  quarter: hours(92 * 24 + 1),
  year: days(366),
};

export const nominalLength = (window: SloWindow): Duration => (isDuration(window) ? window : NOMINAL[window.unit]);

/** How far back its figures look: a period may be longer than its nominal length, and clocks are turned. */
export const lookBack = (window: SloWindow): Duration => (isDuration(window) ? window : LONGEST[window.unit]);

/** `30d`, `month`: the value of the label `window`. */
export const windowLabel = (window: SloWindow): string =>
  isDuration(window) ? prometheusDuration(window) : window.unit;

/** `30 days`, `the calendar month (Europe/Berlin)` */
export const windowText = (window: SloWindow): string => {
  if (!isDuration(window)) return `the calendar ${window.unit} (${window.zone})`;
  const count = window.milliseconds / days(1).milliseconds;
  return Number.isInteger(count) ? `${count} days` : prometheusDuration(window);
};
