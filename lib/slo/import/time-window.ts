/** Time windows of OpenSLO: so many days up to now, or periods of a calendar that begin where ours do. */
import { days, didYouMean, hours, type Duration, type SloWindow } from "../../model";
import { fieldsIn, fieldsOf, neededTextIn, textIn, truthIn, type Fields } from "./fields";
import type { Report } from "./report";
import { lengthIn } from "./shorthand";
import type { Written } from "./written";

const WINDOW_KEYS = ["duration", "isRolling", "calendar"];

export const windowOf = (written: Written, report: Report): SloWindow | undefined => {
  const fields = fieldsOf(written, "a time window", WINDOW_KEYS, report);
  const text = neededTextIn(fields, "duration", "write how long it is, e.g. duration: 30d");
  const length = lengthIn(fields, "duration");
  const rolling = truthIn(fields, "isRolling");
  const calendar = fieldsIn(fields, "calendar", "a calendar", ["startTime", "timeZone"]);
  if (text === undefined || length === undefined) return undefined;
  if (calendar === undefined)
    return rolling === false
      ? report.refuse(
          "import/missing-key",
          fields.at,
          "is not rolling and has no calendar",
          "write isRolling: true, or a calendar with startTime and timeZone",
        )
      : rollingWindow(text, length, fields);
  return rolling === true
    ? report.refuse("import/value", fields.at, "is rolling and has a calendar", "leave one of the two out")
    : calendarWindow(text, calendar);
};

const rollingWindow = (text: string, length: Duration, { at, report }: Fields): SloWindow | undefined => {
  if (length.milliseconds < hours(1).milliseconds)
    return report.refuse(
      "import/value",
      at,
      `is ${text} long, and m is minutes`,
      text.endsWith("m") ? `write ${text.slice(0, -1)}M for months` : "write days, e.g. 30d",
    );
  if (/[MQY]$/.test(text))
    report.warn(
      "import/changed-meaning",
      at,
      `a rolling ${text} is always ${length.milliseconds / days(1).milliseconds} days here`,
      "nothing, or write the days that are meant",
    );
  return length;
};

type CalendarUnit = Exclude<SloWindow, Duration>["unit"];

/** How often the calendar turns over in so many days, weeks, months … */
const PERIODS: Readonly<Record<string, CalendarUnit>> = {
  "1d": "day",
  "24h": "day",
  "1w": "week",
  "7d": "week",
  "1M": "month",
  "1Q": "quarter",
  "3M": "quarter",
  "1Y": "year",
  "12M": "year",
  "4Q": "year",
};

const START = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?$/;

const calendarWindow = (text: string, calendar: Fields): SloWindow | undefined => {
  const { report, at } = calendar;
  const zone = zoneIn(calendar);
  const start = neededTextIn(calendar, "startTime", "write when a period begins, e.g. 2026-01-01 00:00:00");
  const unit = PERIODS[text];
  if (unit === undefined)
    return report.refuse(
      "import/not-supported",
      at,
      `periods of ${text} are none of the calendar`,
      `write one of ${Object.keys(PERIODS).join(", ")}, or a rolling window`,
    );
  if (zone === undefined || start === undefined) return undefined;
  const place = calendar.get("startTime")?.at ?? at;
  const [, year, month, day, hour = "00", minute = "00", second = "00"] = START.exec(start) ?? [];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day))
    return report.refuse(
      "import/value",
      place,
      `"startTime" is "${start}", which is no time`,
      "write it like 2026-01-01 00:00:00",
    );
  const midnight = [hour, minute, second].every((each) => Number(each) === 0);
  return midnight && BEGINS[unit](date)
    ? { kind: "calendar", unit, zone }
    : report.refuse(
        "import/not-supported",
        place,
        `periods of a ${unit} begin at ${start}, and those of the calendar at ${WHEN[unit]}`,
        `begin them there, or write a rolling window`,
      );
};

const BEGINS: Readonly<Record<CalendarUnit, (date: Date) => boolean>> = {
  day: () => true,
  week: (date) => date.getUTCDay() === 1,
  month: (date) => date.getUTCDate() === 1,
  quarter: (date) => date.getUTCDate() === 1 && date.getUTCMonth() % 3 === 0,
  year: (date) => date.getUTCDate() === 1 && date.getUTCMonth() === 0,
};

const WHEN: Readonly<Record<CalendarUnit, string>> = {
  day: "midnight",
  week: "midnight of a Monday",
  month: "midnight of the first of a month",
  quarter: "midnight of the first of January, April, July or October",
  year: "midnight of the first of January",
};

const zoneIn = (calendar: Fields): string | undefined => {
  const { report, at } = calendar;
  const zone = textIn(calendar, "timeZone");
  if (zone === undefined) {
    report.warn("import/changed-meaning", at, 'has no "timeZone" and is taken for one of UTC', "write timeZone: UTC");
    return "UTC";
  }
  return isZone(zone)
    ? zone
    : report.refuse(
        "import/value",
        calendar.get("timeZone")?.at ?? at,
        `"${zone}" is no time zone${didYouMean(zone, Intl.supportedValuesOf("timeZone"))}`,
        "write its name in the tz database: UTC, Europe/Berlin",
      );
};

/** Offsets have no daylight saving, and are no names. */
const isZone = (name: string): boolean => {
  try {
    return (
      /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat("en-US", { timeZone: name }) instanceof Intl.DateTimeFormat
    );
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};
