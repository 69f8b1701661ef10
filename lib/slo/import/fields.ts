/** The keys of a map that a format knows: read as what they must be, and reported where they are something else. */
import { didYouMean } from "../../model";
import { exact, type Decimal } from "../decimal";
import type { Report } from "./report";
import { entriesOf, itemsOf, scalarOf, type Written } from "./written";

export interface Fields {
  readonly at: string;
  /** Undefined where it is left out or empty. */
  readonly get: (key: string) => Written | undefined;
  readonly keys: readonly string[];
  readonly report: Report;
}

const NO_FIELDS = (at: string, report: Report): Fields => ({ at, get: () => undefined, keys: [], report });

/** @param what names the map in findings: `the alerting of Sloth` */
export const fieldsOf = (written: Written, what: string, known: readonly string[], report: Report): Fields => {
  const entries = entriesOf(written);
  if (entries === undefined) {
    report.refuse("import/value", written.at, `is not ${what}`, `write ${list(known)}`);
    return NO_FIELDS(written.at, report);
  }
  const free = known.filter((key) => !entries.has(key));
  for (const [key, value] of entries)
    if (!known.includes(key))
      report.refuse(
        "import/unknown-key",
        value.at,
        `"${key}" is no key of ${what}${didYouMean(key, free)}`,
        `remove it, or write one of ${known.join(", ")}`,
      );
  return { at: written.at, get: (key) => entries.get(key), keys: [...entries.keys()], report };
};

/** A map whose keys are anybody's: labels, annotations, what a data source wants. */
export const anyFieldsOf = (written: Written, what: string, report: Report): Fields => {
  const entries = entriesOf(written);
  if (entries !== undefined)
    return { at: written.at, get: (key) => entries.get(key), keys: [...entries.keys()], report };
  report.refuse("import/value", written.at, `is not ${what}`, "write keys and values");
  return NO_FIELDS(written.at, report);
};

const list = (words: readonly string[]): string => words.join(", ");

/** The map below a key; undefined where it is left out. */
export const fieldsIn = (fields: Fields, key: string, what: string, known: readonly string[]): Fields | undefined => {
  const value = fields.get(key);
  return value === undefined ? undefined : fieldsOf(value, what, known, fields.report);
};

/** The items below a key; none where it is left out. */
export const listIn = (fields: Fields, key: string): readonly Written[] => {
  const value = fields.get(key);
  const items = value === undefined ? [] : itemsOf(value);
  if (value !== undefined && items === undefined)
    fields.report.refuse("import/value", value.at, `"${key}" is no list`, "begin each of its items with a dash");
  return items ?? [];
};

export const textIn = ({ get, report }: Fields, key: string): string | undefined => {
  const value = get(key);
  if (value === undefined) return undefined;
  const scalar = scalarOf(value);
  return scalar === undefined || scalar.text === ""
    ? report.refuse("import/value", value.at, `"${key}" is no text`, "write a text")
    : scalar.text;
};

/** A text of several lines on one. */
export const lineIn = (fields: Fields, key: string): string | undefined => textIn(fields, key)?.replace(/\s+/g, " ");

/** @param mend what to write where it is missing */
export const neededTextIn = (fields: Fields, key: string, mend: string): string | undefined =>
  fields.get(key) === undefined
    ? fields.report.refuse("import/missing-key", fields.at, `has no "${key}"`, mend)
    : textIn(fields, key);

/** Digits as a person writes them; ten to the thousandth is no objective. */
const DECIMAL = /^[-+]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE][-+]?\d{1,2})?$/;

export const decimalIn = ({ get, report }: Fields, key: string): Decimal | undefined => {
  const value = get(key);
  if (value === undefined) return undefined;
  const text = scalarOf(value)?.text ?? "";
  return DECIMAL.test(text)
    ? exact(text)
    : report.refuse(
        "import/value",
        value.at,
        `"${key}" is ${shown(value)}, which is no number`,
        "write digits, e.g. 0.5",
      );
};

/** Sloth's reader is one of YAML 1.1, whose truth has many names. */
const TRUTH: ReadonlyMap<string, boolean> = new Map(
  Object.entries({
    true: true,
    yes: true,
    on: true,
    false: false,
    no: false,
    off: false,
  }),
);

export const truthIn = ({ get, report }: Fields, key: string): boolean | undefined => {
  const value = get(key);
  if (value === undefined) return undefined;
  const truth = TRUTH.get((scalarOf(value)?.text ?? "").toLowerCase());
  return truth ?? report.refuse("import/value", value.at, `"${key}" is ${shown(value)}`, "write true or false");
};

/** Texts below anybody's keys; a list is written with commas. */
export const textsIn = (fields: Fields, key: string, what: string): Readonly<Record<string, string>> => {
  const value = fields.get(key);
  if (value === undefined) return {};
  const { keys, get } = anyFieldsOf(value, what, fields.report);
  return Object.fromEntries(keys.flatMap((each) => [...textsOf(get(each))].map((text) => [each, text])));
};

function* textsOf(value: Written | undefined): Iterable<string> {
  if (value === undefined) return;
  const texts = (itemsOf(value) ?? [value]).flatMap((item) => scalarOf(item)?.text ?? []);
  yield texts.join(", ");
}

/** A value as a finding quotes it: short, on one line. */
export const shown = (value: Written): string => {
  const text = scalarOf(value)?.text;
  if (text === undefined) return itemsOf(value) === undefined ? "a map" : "a list";
  const line = text.replace(/\s+/g, " ");
  return JSON.stringify(line.length > 60 ? `${line.slice(0, 57)}...` : line);
};
