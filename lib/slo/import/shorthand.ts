/** Lengths of time as OpenSLO writes them. */
import { days, hours, minutes, weeks, type Duration } from "../../model";
import { textIn, type Fields } from "./fields";

/** A month, a quarter and a year as long as the SRE workbook's tables have them. */
const UNITS: Readonly<Record<string, (count: number) => Duration>> = {
  m: minutes,
  h: hours,
  d: days,
  w: weeks,
  M: (count) => days(30 * count),
  Q: (count) => days(90 * count),
  Y: (count) => days(365 * count),
};

const SHORTHAND = /^([1-9]\d{0,5})([mhdwMQY])$/;

/** `30d`, `4w`; undefined where it is none. */
export const shorthand = (text: string): Duration | undefined => {
  const [, count, unit = ""] = SHORTHAND.exec(text) ?? [];
  return count === undefined ? undefined : UNITS[unit]?.(Number(count));
};

export const lengthIn = (fields: Fields, key: string): Duration | undefined => {
  const text = textIn(fields, key);
  if (text === undefined) return undefined;
  return (
    shorthand(text) ??
    fields.report.refuse(
      "import/value",
      fields.get(key)?.at ?? fields.at,
      `"${key}" is "${text}", which is no length of time`,
      "write a number and one of m, h, d, w, M, Q, Y, e.g. 30d",
    )
  );
};
