/** What Alertmanager does not take of a time period, told with what to write instead. */
import { didYouMean, type TimePeriod } from "../../model";
import { dayRange, minuteOfDay, monthRange, MONTHS, weekdayRange, WEEKDAYS, yearRange, type Range } from "./ranges";
import { ZONES } from "./zones";

export interface Problem {
  readonly problem: string;
  readonly mend: string;
}

const problem = (what: string, mend: string): Problem => ({ problem: what, mend });

const quoted = (texts: readonly string[]): string => texts.map((text) => `"${text}"`).join(" and ");

const span = (first: string, last: string): string => (first === last ? first : `${first}:${last}`);

/** A name that is in no list, or a range that runs over the end of its list. */
const named =
  (thing: string, names: readonly string[], read: (text: string) => Range | undefined, base: number) =>
  (text: string): Problem | undefined => {
    const range = read(text);
    const lower = text.toLowerCase();
    if (range === undefined)
      return problem(
        `is no ${thing} and no range of them${text === lower ? didYouMean(text, names) : ""}`,
        read(lower) === undefined
          ? `write one of ${names.join(", ")}, or two of them with a colon between: "${names[base === 0 ? 1 : 0]}:${names[5]}"`
          : `write "${lower}"`,
      );
    if (range.first <= range.last) return undefined;
    const nameOf = (value: number) => names[value - base] ?? "";
    const [head, tail] = [names[0] ?? "", names[names.length - 1] ?? ""];
    return problem(
      `runs over the end of the ${thing === "weekday" ? "week, which begins with sunday" : "year"}`,
      `write ${quoted([span(nameOf(range.first), tail), span(head, nameOf(range.last))])}`,
    );
  };

export const weekdayProblem = named("weekday", WEEKDAYS, weekdayRange, 0);
export const monthProblem = named("month", MONTHS, monthRange, 1);

const isDayOfMonth = (day: number): boolean => day !== 0 && Math.abs(day) <= 31;

/** Alertmanager counts from the end of a month of 28 days here, and one day less than it does later. */
const atEarliest = (day: number): number => (day < 0 ? 28 + day : day);

export const dayProblem = (text: string): Problem | undefined => {
  const range = dayRange(text);
  if (range === undefined || !isDayOfMonth(range.first) || !isDayOfMonth(range.last))
    return problem(
      "is no day of the month and no range of them",
      'write "1" to "31", "-1" for the last day, "-31" to "-1", or two of them with a colon between: "1:7", "-3:-1"',
    );
  const { first, last } = range;
  if (first < 0 && last > 0)
    return problem("runs over the end of the month", `write ${quoted([span(`${first}`, "-1"), span("1", `${last}`)])}`);
  if (atEarliest(first) <= atEarliest(last)) return undefined;
  if (first > 0 && last > 0)
    return problem("runs over the end of the month", `write ${quoted([span(`${first}`, "31"), span("1", `${last}`)])}`);
  if (first < 0) return problem("ends before it begins", `write "${last}:${first}"`);
  return problem(
    "ends before it begins in a month of 28 days, as Alertmanager counts",
    last === -1 ? `write "${first}:31"` : "write both ends from the same end of the month",
  );
};

export const yearProblem = (text: string): Problem | undefined => {
  const range = yearRange(text);
  if (range === undefined) return problem("is no year and no range of them", 'write "2027" or "2027:2029"');
  return range.first <= range.last
    ? undefined
    : problem("ends before it begins", `write "${range.last}:${range.first}"`);
};

export const clockProblem = (text: string): Problem | undefined =>
  minuteOfDay(text) !== undefined
    ? undefined
    : problem(
        "is no time of day",
        /^\d:[0-5]\d$/.test(text) ? `write "0${text}"` : 'write hours and minutes, "00:00" to "24:00"',
      );

/** The day after each of them. */
const dayAfter = (text: string): readonly string[] => {
  const range = weekdayRange(text);
  if (range === undefined) return [];
  const [first, last] = [range.first + 1, range.last + 1];
  const shifted = last < 7 ? [[first, last]] : first < 7 ? [[first, 6], [0, 0]] : [[0, 0]]; // prettier-ignore
  return shifted.map(([from = 0, to = 0]) => span(WEEKDAYS[from] ?? "", WEEKDAYS[to] ?? ""));
};

type Times = NonNullable<TimePeriod["times"]>[number];

/** A night is two stretches: one before midnight, and one after it, on the next day. */
export const timesProblem = ({ from, to }: Times, weekdays: readonly string[]): Problem | undefined => {
  const [begin, end] = [minuteOfDay(from), minuteOfDay(to)];
  if (begin === undefined || end === undefined || begin < end) return undefined;
  if (end === 0 && begin < 1440)
    return problem("ends before it begins", 'write to: "24:00" for midnight at the end of the day');
  if (begin === end)
    return problem("ends where it begins", "write an end later than the beginning; leave times out for the whole day");
  if (begin === 1440) return problem("begins where the day ends", `write from: "00:00"`);
  const evening = `{ from: "${from}", to: "24:00" }`;
  const morning = `{ from: "00:00", to: "${to}" }`;
  if (weekdays.length === 0) return problem("runs over midnight", `write ${evening} and ${morning}`);
  const list = (days: readonly string[]) => `[${days.map((day) => `"${day}"`).join(", ")}]`;
  return problem(
    "runs over midnight",
    `write two periods: { times: [${evening}], weekdays: ${list(weekdays)} } and { times: [${morning}], weekdays: ${list([...new Set(weekdays.flatMap(dayAfter))])} }`,
  );
};

const asked = new Map<string, string | undefined>();

/** What Node calls the zone of this name, however it is spelled; undefined where it knows none. It takes its time, and is asked once. */
const canonical = (name: string): string | undefined => {
  if (!asked.has(name)) asked.set(name, ask(name));
  return asked.get(name);
};

const ask = (name: string): string | undefined => {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
};

export const zoneProblem = (name: string): Problem | undefined => {
  const meant = canonical(name);
  if (ZONES.has(name))
    return meant === undefined
      ? problem(
          "is a time zone that this version of Node does not know",
          "update Node, or write another city of the zone",
        )
      : undefined;
  if (name === "Local")
    return problem(
      "is the zone of whatever machine Alertmanager runs on",
      'write the name of a zone: "UTC", "Europe/Berlin"',
    );
  if (/^(UTC|GMT)?[+-]\d/i.test(name))
    return problem(
      "is an offset, which Alertmanager does not take as a zone",
      'write the name of a zone, whose daylight saving counts: "Europe/Berlin"',
    );
  if (meant === undefined)
    return problem(
      `is no time zone${didYouMean(name, ZONES)}`,
      'write its name in the tz database: "UTC", "Europe/Berlin"',
    );
  const modern =
    [...ZONES].find((zone) => zone.toLowerCase() === name.toLowerCase()) ??
    [...ZONES].find((zone) => canonical(zone) === meant);
  return problem(
    "is a spelling that Alertmanager's image does not know",
    modern === undefined ? 'write its name in the tz database: "UTC", "Europe/Berlin"' : `write "${modern}"`,
  );
};
