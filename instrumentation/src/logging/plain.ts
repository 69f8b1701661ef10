/**
 * Copies whatever an application logs into plain data that JSON can carry: bounded, without secrets, without anything that runs code later.
 * Getters, proxies and `toJSON` may throw, lie or never come to an end; each is asked once, and what it answers is copied like all else.
 */
import { errorFields } from "./errors";
import { type FieldName, isSecret } from "./field-names";
import { asEntries, asList, asText, type Fields, isError, isOrdinary, type List } from "./kinds";
import { type Allowance, type LogLimits } from "./limits";
import { read, unreadable } from "./reading";
import { withoutPlaces } from "./secret-places";
import { follow, isSecretPlace, NOWHERE, type Places } from "./secret-paths";
import { REDACTED } from "./secrets-in-text";
import { cleanText, isUnusual } from "./text";

export type Plain = string | number | boolean | null | Plain[] | PlainFields;
export interface PlainFields {
  [name: string]: Plain;
}

/** The name under which an object says that fields of it are missing. */
export const CUT = "[cut]";

/** Where a value stands: how deep, and on which of the secret paths. */
export interface Position {
  readonly depth: number;
  readonly places: Places;
}

const TOP: Position = { depth: 0, places: NOWHERE };

export interface Copier {
  /** The value as plain data; undefined for undefined alone, which a line leaves out. */
  readonly copy: (value: unknown, left: Allowance, at?: Position) => Plain | undefined;
  readonly text: (value: string, left: Allowance) => string;
  /** In the fields of the contract, whatever the value is. */
  readonly error: (value: unknown, left: Allowance, at?: Position) => PlainFields;
}

export function copier(limits: LogLimits, nameOf: (name: string) => FieldName): Copier {
  const text = (value: string, left: Allowance): string => {
    const limit = Math.min(limits.text, left.text);
    if (limit <= 0) return value === "" ? "" : CUT;
    left.text -= Math.min(value.length, limit);
    return value.length <= limit && !isUnusual(value) ? value : cleanText(value, limit);
  };

  const copy = (value: unknown, left: Allowance, at: Position = TOP): Plain | undefined => {
    switch (typeof value) {
      case "string":
        return text(value, left);
      case "number":
        return Number.isFinite(value) ? value : String(value);
      case "boolean":
        return value;
      case "undefined":
        return undefined;
      case "bigint":
        return text(digits(value), left);
      case "symbol":
        return text(`[${String(value)}]`, left);
      case "function":
        return "[function]";
      case "object":
        return value === null ? null : copyObject(value, left, at);
    }
  };

  const copyObject = (value: object, left: Allowance, at: Position): Plain => {
    if (left.ancestors.includes(value)) return "[circular]";
    left.ancestors.push(value);
    try {
      const ordinary = isOrdinary(value);
      if (!ordinary && isError(value)) return error(value, left, at);
      const meant = at.depth < limits.depth ? meaningOf(value, ordinary) : value;
      if (typeof meant !== "object" || meant === null) return copy(meant, left, at) ?? null;
      return contents(meant, left, at, ordinary && meant === value);
    } catch (problem) {
      return unreadable(problem);
    } finally {
      left.ancestors.pop();
    }
  };

  const contents = (value: object, left: Allowance, at: Position, ordinary: boolean): Plain => {
    const word = ordinary ? undefined : asText(value);
    if (word !== undefined) return text(word, left);
    const list = asList(value);
    if (at.depth >= limits.depth) return list ? "[cut: a list]" : "[cut: an object]";
    const within = { depth: at.depth + 1, places: at.places };
    if (list) return copyList(list, left, within);
    const entries = ordinary ? undefined : asEntries(value);
    return entries ? copyEntries(entries, left, within) : copyProperties(value, left, within);
  };

  const copyList = ({ length, items }: List, left: Allowance, within: Position): Plain => {
    const copied: Plain[] = [];
    for (const item of items) {
      if (copied.length >= limits.entries || left.entries <= 0) {
        copied.push(`[cut: ${length - copied.length} more]`);
        break;
      }
      left.entries -= 1;
      const there = positionOf(within, String(copied.length));
      copied.push(isSecretPlace(there.places) ? REDACTED : (copy(item, left, there) ?? null));
    }
    return copied;
  };

  /** What nearly all objects are. */
  const copyProperties = (value: object, left: Allowance, within: Position): Plain => {
    const copied: PlainFields = {};
    const names = Object.keys(value);
    for (let index = 0; index < names.length; index += 1) {
      if (isFull(copied, index, names.length, left)) break;
      const name = names[index] as string;
      copyField(copied, name, read(value, name), left, within);
    }
    return copied;
  };

  const copyEntries = ({ size, entries }: Fields, left: Allowance, within: Position): Plain => {
    const copied: PlainFields = {};
    let seen = 0;
    for (const [name, value] of entries) {
      if (isFull(copied, seen, size, left)) break;
      copyField(copied, name, value, left, within);
      seen += 1;
    }
    return copied;
  };

  /** Whether no further field fits; then the object says so. */
  const isFull = (copied: PlainFields, seen: number, size: number, left: Allowance): boolean => {
    if (seen < limits.entries && left.entries > 0) return false;
    copied[CUT] = `${size - seen} more`;
    return true;
  };

  const copyField = (copied: PlainFields, key: string, value: unknown, left: Allowance, within: Position): void => {
    left.entries -= 1;
    const name = nameOf(key);
    const there = positionOf(within, key);
    const secret = isSecret(name, value) || isSecretPlace(there.places);
    const plain = secret ? REDACTED : copy(value, left, there);
    if (plain !== undefined) copied[name.text] = plain;
  };

  const error = (value: unknown, left: Allowance, { depth, places }: Position = TOP): PlainFields => {
    const copied = errorFields(value, left, {
      depth,
      deepest: limits.depth,
      text,
      copy: (part, rest, deep) => copy(part, rest, { depth: deep, places: NOWHERE }),
    });
    return places.length === 0 ? copied : withoutPlaces(copied, places);
  };

  return { copy, text, error };
}

/** The position itself, where no secret path leads through it: most of them. */
const positionOf = (within: Position, name: string): Position =>
  within.places.length === 0 ? within : { depth: within.depth, places: follow(within.places, name) };

/** What an object wants to be taken for, where it has a say: decimals, ids of databases, moments in time. Nobody asks the answer again. */
function meaningOf(value: object, ordinary: boolean): unknown {
  if (!ordinary && asText(value) !== undefined) return value;
  const toJson = read(value, "toJSON");
  return typeof toJson === "function" ? (Reflect.apply(toJson, value, []) as unknown) : value;
}

/** Figures beyond 64 bits are told in hexadecimal: decimal digits of a huge number take time that grows with its square. */
function digits(value: bigint): string {
  if (BigInt.asIntN(64, value) === value) return value.toString();
  return value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;
}
