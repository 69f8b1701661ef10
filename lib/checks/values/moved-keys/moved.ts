/** How the tables of moved keys are written: what an earlier version or a neighbouring chart calls it, and where its meaning is now. */
import type { Values } from "../../../model";
import type { Keys } from "../walk";

export interface Place {
  readonly keys: Keys;
  readonly value: unknown;
  /** All values of the release's side. */
  readonly values: Values;
}

export interface MovedKey {
  /** A pattern of key paths: `a.*.b`, see lib/charts/key-patterns.ts. */
  readonly keys: string;
  readonly problem: string;
  readonly mend: string;
  /** The key path that takes its place, where one key does. */
  readonly to?: string;
  /** For a key that is right in some cases: is it wrong here? */
  readonly when?: (place: Place) => boolean;
}

export const renamed = (keys: string, to: string): MovedKey => ({
  keys,
  to,
  problem: `is ${to} in this chart`,
  mend: `write ${to}`,
});

export const gone = (keys: string, mend: string, problem = "exists no longer"): MovedKey => ({ keys, problem, mend });

/** A key of another chart that deploys the same product. */
export const foreign = (keys: string, chart: string, mend: string): MovedKey => ({
  keys,
  problem: `is a key of ${chart}, not of this chart`,
  mend,
});

/** The same row for several keys, named in one text. */
export const each = (keys: string, row: (key: string) => MovedKey): readonly MovedKey[] =>
  keys.trim().split(/\s+/).map(row);

/** A table for a chart that contains this one under a key. */
export const below = (key: string, rows: readonly MovedKey[]): readonly MovedKey[] =>
  rows.map((row) => ({
    ...row,
    keys: `${key}.${row.keys}`,
    ...(row.to === undefined ? {} : renamed(`${key}.${row.keys}`, `${key}.${row.to}`)),
  }));

export const NO_POD_SECURITY_POLICY = "remove it: Kubernetes has no PodSecurityPolicy since 1.25";
