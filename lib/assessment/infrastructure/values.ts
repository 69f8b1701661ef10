/** Walks through data that nobody has typed. */
import type { Values } from "../../model";

export type Keys = readonly (string | number)[];

export const isValues = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const textOf = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? String(value) : "";

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  isValues(value) ? Object.entries(value) : [];

/** What stands at a path, undefined where it ends early. */
export const within = (value: unknown, ...keys: Keys): unknown =>
  keys.reduce<unknown>(
    (inner, key) =>
      Array.isArray(inner) && typeof key === "number"
        ? inner[key]
        : isValues(inner) && Object.hasOwn(inner, key)
          ? inner[key]
          : undefined,
    value,
  );

export interface Leaf {
  readonly keys: Keys;
  readonly text: string;
}

const DEEPEST = 24;
const MOST = 20_000;

/** All texts and numbers with their paths, up to a bound. */
export const leavesOf = (value: unknown): readonly Leaf[] => {
  const leaves: Leaf[] = [];
  const walk = (inner: unknown, keys: Keys): void => {
    if (leaves.length >= MOST || keys.length > DEEPEST) return;
    if (Array.isArray(inner)) for (const [index, item] of inner.entries()) walk(item, [...keys, index]);
    else if (isValues(inner)) for (const [key, item] of Object.entries(inner)) walk(item, [...keys, key]);
    else if (typeof inner === "string" || typeof inner === "number") leaves.push({ keys, text: String(inner) });
  };
  walk(value, []);
  return leaves;
};

/** An entry of a table by a name that somebody else chose: `constructor` is none. */
export const entry = <Entry>(table: Readonly<Record<string, Entry>>, name: string): Entry | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
