/** What time periods are written with, read as numbers: `09:00`, `monday:friday`, `-3:-1`, `2027:2029`. */

export interface Range {
  readonly first: number;
  /** Inside. */
  readonly last: number;
}

/** In the order in which Alertmanager counts them, from 0. */
export const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

/** In the order in which Alertmanager counts them, from 1. */
export const MONTHS = [
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

type Member = (text: string) => number | undefined;

/** One member, or two with a colon between; undefined where it is neither. */
const range =
  (member: Member) =>
  (text: string): Range | undefined => {
    const [first, last, ...rest] = text.split(":").map(member);
    if (first === undefined || rest.length > 0) return undefined;
    if (!text.includes(":")) return { first, last: first };
    return last === undefined ? undefined : { first, last };
  };

const nameOf =
  (names: readonly string[], base: number): Member =>
  (text) => {
    const index = names.indexOf(text);
    return index < 0 ? undefined : index + base;
  };

const numberLike =
  (form: RegExp): Member =>
  (text) =>
    form.test(text) ? Number(text) : undefined;

export const weekdayRange = range(nameOf(WEEKDAYS, 0));
export const monthRange = range(nameOf(MONTHS, 1));
export const dayRange = range(numberLike(/^-?\d{1,2}$/));
export const yearRange = range(numberLike(/^\d{4}$/));

/** Minutes since midnight; undefined for what Alertmanager does not read. */
export const minuteOfDay = (text: string): number | undefined => {
  if (!/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text)) return undefined;
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return hours * 60 + minutes;
};
