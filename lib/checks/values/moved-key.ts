/** Keys that meant something in an earlier version of the chart, or in a neighbouring one: the commonest reason why a setting is missing. */
import { join, type ChartPin, type Model, type Values } from "../../model";
import { at, check, type Problem } from "../check";
import { valuesOf } from "../example";
import { movedKeys, type MovedKey } from "./moved-keys";
import { rowAt, rowIndex, traverse } from "./rows";
import { eachSide } from "./sides";
import { restatesUnread, type Keys } from "./walk";

const indexes = new Map(Object.entries(movedKeys).map(([chart, rows]) => [chart, rowIndex(rows)]));

/** What the tables say of a key, if it is wrong here. */
const movedKeyAt = (pin: ChartPin, keys: Keys, values: Values): MovedKey | undefined => {
  const index = indexes.get(pin.name);
  const row = index && rowAt(index, keys);
  if (row === undefined) return undefined;
  const value = valueAt(values, keys);
  return !restatesUnread(pin, keys, value) && (row.when?.({ keys, value, values }) ?? true) ? row : undefined;
};

/** Has the key, or one above it, moved? Then there is no more to say about it. */
export const hasMoved = (pin: ChartPin, keys: Keys, values: Values): boolean =>
  keys.some((_key, index) => movedKeyAt(pin, keys.slice(0, index + 1), values) !== undefined);

export const movedKeysIn = (pin: ChartPin, values: Values, path: string): readonly Problem[] => {
  const problems: Problem[] = [];
  traverse(values, (_value, keys) => {
    const row = movedKeyAt(pin, keys, values);
    if (row === undefined) return false;
    problems.push(at(join(path, keys)).problem(`${row.problem} (${pin.name} ${pin.version})`).mend(row.mend));
    return true;
  });
  return problems;
};

const valueAt = (values: Values, keys: Keys): unknown =>
  keys.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? (value as Values)[String(key)] : undefined),
    values,
  );

export const movedKey = check({
  id: "values/moved-key",
  severity: "error",
  reason:
    "Charts change their keys with every major version and ignore the old ones, so what was set is set no longer.",
  *find({ releases }: Model): Iterable<Problem> {
    yield* eachSide(releases, movedKeysIn);
  },
  examples: () => ({
    passing: [valuesOf({ loki: { storage: { type: "s3" } } })],
    failing: [valuesOf({ config: { auth_enabled: false } })],
  }),
});
