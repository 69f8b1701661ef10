/** Helm's own way to lay one set of values over another: maps merge, lists replace, null deletes what the chart would set. */
import type { Values } from "../model";

export const isMap = (value: unknown): value is Values =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  Object.getPrototypeOf(value) === Object.prototype;

/** `over` wins, key by key. Keys that are undefined count as absent. */
export const mergeValues = (under: Values, over: Values): Values => {
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    if (value === undefined) continue;
    const below = merged[key];
    merged[key] = isMap(below) && isMap(value) ? mergeValues(below, value) : value;
  }
  return merged;
};

/** Values without the keys that say nothing. An empty map says something, so it stays. */
export const compact = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, isMap(value) ? compact(value) : value]),
  );
