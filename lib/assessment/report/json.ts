/** An assessment for programs: keys in a stable order, and a version that changes when their meaning does. */
import type { Assessment } from "../assessment";

const SCHEMA_VERSION = 1;

/** Keys of all objects sorted; lists keep the order that they have, which is the assessment's own. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
};

export const assessmentJson = (assessment: Assessment): string =>
  `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, ...(sorted(assessment) as object) }, null, 2)}\n`;
