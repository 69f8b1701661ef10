/** An environment with one thing changed, however deep: `changed(prod, "prometheus.scrapeConfigs[0].jobName", "")`. */
import type { Environment } from "../../lib";

type Key = string | number;

/** As a value that leaves its key out. */
export const ABSENT = Symbol("absent");

/** `a.b[0]["c.d"]` as keys. */
export const keysOf = (path: string): readonly Key[] =>
  [...path.matchAll(/\[(\d+)\]|\["([^"]+)"\]|([^.[\]]+)/g)].map(([, index, quoted, plain]) =>
    index === undefined ? (quoted ?? plain ?? "") : Number(index),
  );

/** Not an environment any more, but handed in as one. */
export const changed = (environment: Environment, path: string, value: unknown): Environment =>
  replaced(environment, keysOf(path), value) as Environment;

/** Copies what lies on the way; what is not there yet comes into being. */
export const replaced = (whole: unknown, [key, ...rest]: readonly Key[], value: unknown): unknown => {
  if (key === undefined) return value;
  if (Array.isArray(whole)) {
    const items: readonly unknown[] = whole;
    if (rest.length === 0 && value === ABSENT) return items.filter((_, index) => index !== key);
    return Object.assign([...items], { [key]: replaced(items[Number(key)], rest, value) });
  }
  const before = (typeof whole === "object" && whole !== null ? whole : {}) as Readonly<Record<Key, unknown>>;
  if (rest.length > 0 || value !== ABSENT) return { ...before, [key]: replaced(before[key], rest, value) };
  return Object.fromEntries(Object.entries(before).filter(([name]) => name !== key));
};
