/** Looks keys up in tables whose rows name key patterns: fast enough to ask for every key of every release. */
import { isMap, keySegments, matchesKeys } from "../../charts";
import type { Values } from "../../model";
import type { Keys } from "./walk";

interface Row {
  /** A pattern of key paths: `a.*.b`, see lib/charts/key-patterns.ts. */
  readonly keys: string;
}

export type RowIndex<R extends Row> = ReadonlyMap<string, readonly R[]>;

/** Rows by the last key of their pattern; those that end with a wildcard stand under it. */
export const rowIndex = <R extends Row>(rows: readonly R[]): RowIndex<R> => {
  const index = new Map<string, R[]>();
  for (const row of rows) {
    const last = keySegments(row.keys).at(-1) ?? "";
    index.set(last, [...(index.get(last) ?? []), row]);
  }
  return index;
};

/** The first row whose pattern leads to this place. */
export const rowAt = <R extends Row>(index: RowIndex<R>, keys: Keys): R | undefined => {
  const leadsHere = (row: R): boolean => matchesKeys(row.keys, keys);
  return index.get(String(keys.at(-1)))?.find(leadsHere) ?? index.get("*")?.find(leadsHere);
};

/** Visits every key and list item; what the visitor answers with true is not entered. The keys are only valid during the visit. */
export const traverse = (values: Values, visit: (value: unknown, keys: Keys) => boolean | void): void => {
  const keys: (string | number)[] = [];
  const enter = (value: unknown): void => {
    if (Array.isArray(value)) for (const [index, item] of value.entries()) step(index, item);
    else if (isMap(value)) for (const key of Object.keys(value)) step(key, value[key]);
  };
  const step = (key: string | number, value: unknown): void => {
    if (value === undefined || value === null) return;
    keys.push(key);
    if (visit(value, keys) !== true) enter(value);
    keys.pop();
  };
  enter(values);
};
