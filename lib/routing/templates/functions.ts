/** Functions of Alertmanager 0.34 and of Go's templates, with what they take and give. */
import { either, shapeOf, type Type } from "./types";

export interface Signature {
  readonly takes: readonly Type[];
  /** What may follow, any number of times. */
  readonly more?: Type;
  readonly gives: Type | ((given: readonly Type[]) => Type);
  /** What is wrong with what it is given, beyond the types that it takes. */
  readonly problem?: (given: readonly Type[]) => string | undefined;
}

const takes = (types: readonly Type[], gives: Signature["gives"], more?: Type): Signature => ({
  takes: types,
  gives,
  ...(more === undefined ? {} : { more }),
});

const isKnown = (type: Type | undefined): type is Type => type !== undefined && type !== "any" && type !== "nil";

const hasLength = (type: Type): boolean =>
  ["text"].includes(shapeOf(type).order ?? "") || (shapeOf(type).key !== undefined && type !== "nil");

/** Nothing has no length, no parts and no order; it can only be compared for being the same. */
const NOTHING = "is given nothing";

const called = (type: Type): string => shapeOf(type).called;

/** What can be compared: bool and bool, text and text, whole number and whole number. */
const comparable = (type: Type): string | undefined => (type === "bool" ? "bool" : shapeOf(type).order);

const equals: Signature = {
  takes: ["any", "any"],
  more: "any",
  gives: "bool",
  problem: ([first, ...rest]) => {
    if (!isKnown(first)) return undefined;
    const other = rest.filter(isKnown).find((type) => comparable(type) !== comparable(first));
    if (other !== undefined) return `compares ${called(first)} with ${called(other)}`;
    if (comparable(first) !== undefined || ["time", "pair", "location"].includes(first)) return undefined;
    return rest.some(isKnown) ? `cannot compare ${called(first)}` : undefined;
  },
};

const orders: Signature = {
  takes: ["any", "any"],
  gives: "bool",
  problem: (given) => {
    if (given.includes("nil")) return NOTHING;
    const unordered = given.filter(isKnown).find((type) => shapeOf(type).order === undefined);
    if (unordered !== undefined) return `cannot say whether ${called(unordered)} is smaller or greater`;
    const [first, second] = given;
    return isKnown(first) && isKnown(second) && comparable(first) !== comparable(second)
      ? `compares ${called(first)} with ${called(second)}`
      : undefined;
  },
};

const TEXT = takes(["string"], "string");
const PRINT = takes([], "string", "any");

export const SIGNATURES: Readonly<Record<string, Signature>> = {
  // Alertmanager's own
  append: takes(["list"], "list", "any"),
  base64decode: TEXT,
  base64encode: TEXT,
  date: takes(["string", "time"], "string"),
  dict: {
    ...takes([], "map", "any"),
    problem: (given) => {
      if (given.length % 2 === 1) return "has a name without a value";
      const name = given.find((type, index) => index % 2 === 0 && isKnown(type) && type !== "string");
      return name === undefined ? undefined : `takes a text as a name, not ${called(name)}`;
    },
  },
  humanizeDuration: {
    ...takes(["any"], "string"),
    // A text is read as a number of seconds.
    problem: ([given]) =>
      isKnown(given) && !["string", "int", "float", "duration"].includes(given)
        ? `takes a duration or a number of seconds, not ${called(given)}`
        : undefined,
  },
  join: takes(["string", "string list"], "string"),
  list: takes([], "list", "any"),
  match: takes(["string", "string"], "bool"),
  mustToDate: takes(["string", "string"], "time"),
  now: takes([], "time"),
  reReplaceAll: takes(["string", "string", "string"], "string"),
  routeLabels: TEXT,
  safeHtml: takes(["string"], "html"),
  safeUrl: takes(["string"], "url"),
  since: takes(["time"], "duration"),
  stringSlice: takes([], "string list", "string"),
  title: TEXT,
  toDate: takes(["string", "string"], "time"),
  toJson: takes(["any"], "string"),
  toLower: TEXT,
  toUpper: TEXT,
  trimSpace: TEXT,
  tz: takes(["string", "time"], "time"),
  urlUnescape: TEXT,
  // Go's
  and: takes(["any"], either, "any"),
  call: takes(["any"], "any", "any"),
  eq: equals,
  ge: orders,
  gt: orders,
  html: PRINT,
  index: {
    takes: ["any"],
    more: "any",
    gives: ([container = "any", ...keys]) =>
      keys.reduce<Type>((type) => (isKnown(type) ? (shapeOf(type).element ?? "any") : "any"), container),
    problem: ([container, key]) => {
      if (container === "nil") return NOTHING;
      if (!isKnown(container) || key === undefined) return undefined;
      const by = container === "string" ? "int" : shapeOf(container).key;
      if (by === undefined) return `cannot pick anything out of ${called(container)}`;
      return isKnown(key) && key !== by && by !== "any"
        ? `picks out of ${called(container)} by ${called(by)}, not by ${called(key)}`
        : undefined;
    },
  },
  js: PRINT,
  le: orders,
  len: {
    takes: ["any"],
    gives: "int",
    problem: ([given]) => {
      if (given === "nil") return NOTHING;
      return isKnown(given) && !hasLength(given) ? `cannot count ${called(given)}` : undefined;
    },
  },
  lt: orders,
  ne: { ...equals, more: undefined },
  not: takes(["any"], "bool"),
  or: takes(["any"], either, "any"),
  print: PRINT,
  printf: takes(["string"], "string", "any"),
  println: PRINT,
  slice: {
    takes: ["any"],
    more: "any",
    gives: ([given = "any"]) => given,
    problem: ([given, ...bounds]) => {
      if (given === "nil") return NOTHING;
      if (isKnown(given) && (!hasLength(given) || given === "labels" || given === "map"))
        return `cannot take a part of ${called(given)}`;
      const bound = bounds.find((type) => isKnown(type) && type !== "int");
      return bound === undefined ? undefined : `takes numbers as bounds, not ${called(bound)}`;
    },
  },
  urlquery: PRINT,
};

export const FUNCTIONS: ReadonlySet<string> = new Set(Object.keys(SIGNATURES));
