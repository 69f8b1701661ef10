/**
 * Copies whatever an application logs into plain data that JSON can carry: bounded, without secrets, without anything that runs code later.
 * Getters, proxies and `toJSON` may throw, lie or never come to an end; each is asked once, and what it answers is copied like all else.
 */
import { errorFields } from "./errors";
import { type FieldName, isSecret } from "./field-names";
import { asFields, asList, asText, type Fields, isError, type List } from "./kinds";
import { type Allowance, type LogLimits } from "./limits";
import { read, unreadable } from "./reading";
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
  readonly error: (value: unknown, left: Allowance) => PlainFields;
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
      if (isError(value)) return error(value, left, at.depth);
      const meant = at.depth < limits.depth ? meaningOf(value) : value;
      return typeof meant === "object" && meant !== null ? contents(meant, left, at) : (copy(meant, left, at) ?? null);
    } catch (problem) {
      return unreadable(problem);
    } finally {
      left.ancestors.pop();
    }
  };

  const contents = (value: object, left: Allowance, at: Position): Plain => {
    const word = asText(value);
    if (word !== undefined) return text(word, left);
    const list = asList(value);
    if (at.depth >= limits.depth) return list ? "[cut: a list]" : "[cut: an object]";
    return list ? copyList(list, left, at) : copyFields(asFields(value), left, at);
  };

  const copyList = ({ length, items }: List, left: Allowance, { depth, places }: Position): Plain => {
    const copied: Plain[] = [];
    for (const item of items) {
      if (copied.length >= limits.entries || left.entries <= 0) {
        copied.push(`[cut: ${length - copied.length} more]`);
        break;
      }
      left.entries -= 1;
      const there = follow(places, String(copied.length));
      copied.push(isSecretPlace(there) ? REDACTED : (copy(item, left, { depth: depth + 1, places: there }) ?? null));
    }
    return copied;
  };

  const copyFields = ({ size, entries }: Fields, left: Allowance, { depth, places }: Position): Plain => {
    const copied = Object.create(null) as PlainFields;
    let seen = 0;
    for (const [key, value] of entries) {
      if (seen >= limits.entries || left.entries <= 0) {
        copied[CUT] = `${size - seen} more`;
        break;
      }
      seen += 1;
      left.entries -= 1;
      const name = nameOf(key);
      const there = follow(places, key);
      const secret = isSecret(name, value) || isSecretPlace(there);
      const plain = secret ? REDACTED : copy(value, left, { depth: depth + 1, places: there });
      if (plain !== undefined) copied[name.text] = plain;
    }
    return copied;
  };

  const error = (value: unknown, left: Allowance, depth = 0): PlainFields =>
    errorFields(value, left, {
      depth,
      deepest: limits.depth,
      text,
      copy: (part, rest, deep) => copy(part, rest, { depth: deep, places: NOWHERE }),
    });

  return { copy, text, error };
}

/** What an object wants to be taken for, where it has a say: decimals, ids of databases, moments in time. Nobody asks the answer again. */
function meaningOf(value: object): unknown {
  if (asText(value) !== undefined) return value;
  const toJson = read(value, "toJSON");
  return typeof toJson === "function" ? (Reflect.apply(toJson, value, []) as unknown) : value;
}

/** Figures beyond 64 bits are told in hexadecimal: decimal digits of a huge number take time that grows with its square. */
function digits(value: bigint): string {
  if (BigInt.asIntN(64, value) === value) return value.toString();
  return value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;
}
