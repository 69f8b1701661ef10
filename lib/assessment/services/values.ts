/** Reading of values that nobody has promised a shape of. */
import type { Values } from "../../model";

/** A mapping, or an empty one for whatever else stands there. */
export const mapping = (value: unknown): Values =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Values) : {};

/** A list; what stands alone is a list of one, for HCL writes blocks either way. */
export const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as readonly unknown[]) : value === undefined || value === null ? [] : [value];

/** A text, also of a number or a truth value. */
export const text = (value: unknown): string | undefined =>
  typeof value === "string"
    ? value
    : typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : undefined;

/** What stands at the end of keys. */
export const at = (value: unknown, ...keys: readonly (string | number)[]): unknown =>
  keys.reduce<unknown>(
    (inner, key) =>
      Array.isArray(inner) && typeof key === "number"
        ? (inner as unknown[])[key]
        : Object.hasOwn(mapping(inner), key)
          ? mapping(inner)[key]
          : undefined,
    value,
  );

/** A whole number that is not negative; also written as a text, or as the default of a variable (`${PORT:-8080}`). */
export const count = (value: unknown): number | undefined => {
  if (typeof value === "number") return Number.isInteger(value) && value >= 0 ? value : undefined;
  if (typeof value !== "string") return undefined;
  const written = /^\s*(?:\$\{[A-Za-z_][A-Za-z0-9_]{0,100}:?-)?(\d{1,9})\}?\s*$/.exec(value);
  return written === null ? undefined : Number(written[1]);
};

/** A port that a program can listen on. */
export const port = (value: unknown): number | undefined => {
  const number = count(value);
  return number !== undefined && number > 0 && number < 65536 ? number : undefined;
};

/** All texts within a value, also of numbers, with the keys that lead to them. */
export function* textsIn(
  value: unknown,
  keys: readonly (string | number)[] = [],
  depth = 12,
): Generator<readonly [readonly (string | number)[], string]> {
  const written = text(value);
  if (written !== undefined) yield [keys, written];
  if (depth === 0 || typeof value !== "object" || value === null) return;
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? (value as readonly unknown[]).map((item, index) => [index, item] as const)
    : Object.entries(value);
  for (const [key, inner] of entries) yield* textsIn(inner, [...keys, key], depth - 1);
}
