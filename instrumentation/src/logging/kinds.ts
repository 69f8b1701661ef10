/** Objects that are more than their own fields, and what of them belongs in a log line. None of these trusts a method of the object itself. */
import { types } from "node:util";
import { read } from "./reading";

/**
 * Whether a value is an object or a list as they are written in a program: nearly all that is logged, and no other kind. Each of the
 * questions below costs as much as copying a field.
 */
export function isOrdinary(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  try {
    const prototype: unknown = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === Array.prototype;
  } catch {
    return false;
  }
}

export function isError(value: unknown): value is object {
  try {
    return types.isNativeError(value) || value instanceof Error;
  } catch {
    return false;
  }
}

interface Kind {
  readonly is: (value: unknown) => boolean;
  readonly text: (value: object) => string;
}

/** By the prototypes' own methods: those of the value may say anything. */
function primitive(value: object): string {
  if (types.isNumberObject(value)) return String(Number.prototype.valueOf.call(value));
  if (types.isStringObject(value)) return String.prototype.valueOf.call(value);
  if (types.isBooleanObject(value)) return String(Boolean.prototype.valueOf.call(value));
  if (types.isBigIntObject(value)) return BigInt.prototype.toString.call(value, 16);
  return Symbol.prototype.toString.call(value);
}

function dateText(value: object): string {
  const time = Date.prototype.getTime.call(value);
  return Number.isNaN(time) ? "[invalid date]" : new Date(time).toISOString();
}

const bytes = (value: object): string =>
  `[${ArrayBuffer.isView(value) ? "bytes" : "buffer"}: ${(value as ArrayBufferView | ArrayBuffer).byteLength}]`;

const KINDS: readonly Kind[] = [
  { is: types.isDate, text: dateText },
  { is: types.isRegExp, text: (value) => RegExp.prototype.toString.call(value) },
  { is: (value) => ArrayBuffer.isView(value), text: bytes },
  { is: types.isAnyArrayBuffer, text: bytes },
  { is: types.isBoxedPrimitive, text: primitive },
  { is: types.isPromise, text: () => "[promise]" },
  { is: types.isWeakMap, text: () => "[weak map]" },
  { is: types.isWeakSet, text: () => "[weak set]" },
];

/** The object in one word, where it has no parts that could be listed. */
export const asText = (value: object): string | undefined =>
  isOrdinary(value) ? undefined : KINDS.find(({ is }) => is(value))?.text(value);

export interface List {
  readonly length: number;
  readonly items: Iterable<unknown>;
}

export function asList(value: object): List | undefined {
  if (!Array.isArray(value)) return asSet(value);
  const length = read(value, "length");
  return typeof length === "number" && length > 0
    ? { length, items: itemsOf(value, length) }
    : { length: 0, items: [] };
}

const asSet = (value: object): List | undefined =>
  !isOrdinary(value) && types.isSet(value)
    ? { length: sizeOf(Set.prototype, value), items: Set.prototype.values.call(value) as Iterable<unknown> }
    : undefined;

function* itemsOf(list: object, length: number): Iterable<unknown> {
  for (let index = 0; index < length; index += 1) yield read(list, index);
}

export interface Fields {
  readonly size: number;
  readonly entries: Iterable<readonly [name: string, value: unknown]>;
}

/** Names and values: of a map its entries, of all else its own enumerable properties. */
export function asFields(value: object): Fields {
  const entries = asEntries(value);
  if (entries !== undefined) return entries;
  const names = Object.keys(value);
  return { size: names.length, entries: propertiesOf(value, names) };
}

/** Of what keeps its fields elsewhere than in properties. */
export function asEntries(value: object): Fields | undefined {
  if (isOrdinary(value)) return undefined;
  if (types.isMap(value)) return { size: sizeOf(Map.prototype, value), entries: entriesOf(value) };
  if (!(value instanceof URLSearchParams || value instanceof Headers)) return undefined;
  const entries = [...value.entries()];
  return { size: entries.length, entries };
}

function* entriesOf(map: Map<unknown, unknown>): Fields["entries"] {
  for (const [key, value] of Map.prototype.entries.call(map) as Iterable<[unknown, unknown]>)
    yield [keyText(key), value];
}

const keyText = (key: unknown): string => (typeof key === "object" && key !== null ? "[object]" : shortText(key));

/** Of anything but an object. */
const shortText = (value: unknown): string => (typeof value === "function" ? "[function]" : String(value));

function* propertiesOf(object: object, names: readonly string[]): Fields["entries"] {
  for (const name of names) yield [name, read(object, name)];
}

/** By the prototype's getter: an object's own `size` may say anything. */
const sizeOf = (prototype: object, value: object): number => Reflect.get(prototype, "size", value) as number;
