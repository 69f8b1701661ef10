/** Looks into values whose shape nobody promises. */
import { isMap } from "../../charts";
import type { Values } from "../../model";

export const mapOf = (value: unknown): Values => (isMap(value) ? value : {});

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

export const textOf = (value: unknown): string | undefined =>
  typeof value === "string"
    ? value
    : typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : undefined;

/** A list, or the one that stands where a list may. */
export const manyOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as unknown[]) : value === undefined || value === null ? [] : [value];

export const textsIn = (value: unknown): readonly string[] =>
  manyOf(value).flatMap((each) => {
    const text = textOf(each);
    return text === undefined ? [] : [text];
  });

/** What stands at a path of keys. */
export const at = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce<unknown>((inner, key) => mapOf(inner)[key], value);

/** Texts of a map: labels, annotations, selectors. */
export const labelsOf = (value: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(mapOf(value)).flatMap(([key, each]) => {
      const text = textOf(each);
      return text === undefined ? [] : [[key, text]];
    }),
  );

const MOST_DEPTH = 40;

/** All texts below a value, with the keys that lead there; deep nesting is cut. */
export const allTexts = (value: unknown, depth = 0): readonly string[] => {
  if (typeof value === "string") return [value];
  if (depth > MOST_DEPTH || typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((each) => allTexts(each, depth + 1));
};
