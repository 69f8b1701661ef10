/** Puts fields on the record that becomes a line: each name once, and none that is the line's own. */
import { ERROR_FIELDS, LOG_FIELDS } from "@cdktf-observability/contract";
import { type FieldName, isSecret } from "./field-names";
import { asFields, asList, asText, isError } from "./kinds";
import type { Allowance, LogLimits } from "./limits";
import { ASIDE } from "./names";
import { type Copier, CUT, type Plain, type PlainFields } from "./plain";
import { read, unreadable } from "./reading";
import { follow, isSecretPlace, type Places } from "./secret-paths";
import { REDACTED } from "./secrets-in-text";

export interface Recording {
  readonly limits: LogLimits;
  readonly nameOf: (name: string) => FieldName;
  readonly secretPaths: Places;
  readonly copier: Copier;
}

const { error: ERROR, requestId: REQUEST_ID } = LOG_FIELDS;

/** pino's name for it, which many are used to. */
const ERR = "err";

/** Adds what a caller gave, whatever it is. Never throws. */
export function addFields(record: PlainFields, given: unknown, left: Allowance, recording: Recording): void {
  if (given === undefined || given === null) return;
  try {
    if (isPlainObject(given)) addProperties(record, given, left, recording);
    else if (isError(given)) addError(record, given, left, recording);
    else if (hasNames(given)) addEntries(record, given, left, recording);
    else aside(record, "value", recording.copier.copy(given, left));
  } catch (problem) {
    aside(record, "value", unreadable(problem));
  }
}

/** Adds fields that were copied before: of a context, of a child logger. */
export function addCopied(record: PlainFields, copied: PlainFields): void {
  for (const name in copied) {
    const value = Object.hasOwn(copied, name) ? copied[name] : undefined;
    if (value === undefined) continue;
    if (name === ASIDE) for (const [moved, each] of Object.entries(fieldsOf(value))) aside(record, moved, each);
    else if (name === REQUEST_ID) putRequestId(record, value);
    else record[name] = value;
  }
}

/** Adds fields of the line's own; what a caller had put in their place is moved aside. */
export function addOwn(record: PlainFields, own: PlainFields): void {
  for (const name in own) {
    const value = own[name];
    if (value === undefined) continue;
    if (record[name] !== undefined) aside(record, name, record[name]);
    record[name] = value;
  }
}

function isPlainObject(given: unknown): given is object {
  if (typeof given !== "object" || given === null) return false;
  const prototype: unknown = Object.getPrototypeOf(given);
  return prototype === Object.prototype || prototype === null;
}

const hasNames = (given: unknown): given is object =>
  typeof given === "object" && given !== null && asList(given) === undefined && asText(given) === undefined;

/** What nearly every line goes through. */
function addProperties(record: PlainFields, given: object, left: Allowance, recording: Recording): void {
  let seen = 0;
  for (const key in given) {
    if (!Object.hasOwn(given, key)) continue;
    if (seen === recording.limits.entries) {
      aside(record, CUT, `${Object.keys(given).length - seen} more`);
      return;
    }
    seen += 1;
    addField(record, key, read(given, key), left, recording);
  }
}

/** Objects of classes, maps, headers. */
function addEntries(record: PlainFields, given: object, left: Allowance, recording: Recording): void {
  const { size, entries } = asFields(given);
  let seen = 0;
  for (const [key, value] of entries) {
    if (seen === recording.limits.entries) {
      aside(record, CUT, `${size - seen} more`);
      return;
    }
    seen += 1;
    addField(record, key, value, left, recording);
  }
}

function addField(record: PlainFields, key: string, value: unknown, left: Allowance, recording: Recording): void {
  const { nameOf, secretPaths, copier } = recording;
  left.entries -= 1;
  const name = nameOf(key);
  const places = follow(secretPaths, key);
  if (isSecret(name, value)) put(record, name, REDACTED);
  else if (key === ERROR || (key === ERR && isError(value))) addError(record, value, left, recording);
  else if (isSecretPlace(places)) put(record, name, REDACTED);
  else put(record, name, copier.copy(value, left, places.length === 0 ? undefined : { depth: 0, places }));
}

/** It stands at `error`, wherever it was given. */
function addError(record: PlainFields, value: unknown, left: Allowance, { copier, secretPaths }: Recording): void {
  if (value === undefined || value === null) return;
  const places = [...follow(secretPaths, ERROR), ...follow(secretPaths, ERR)];
  record[ERROR] = isSecretPlace(places) ? REDACTED_ERROR : copier.error(value, left, { depth: 0, places });
}

/** What indexes logs wants an object there. */
const REDACTED_ERROR: PlainFields = { [ERROR_FIELDS.message]: REDACTED };

function put(record: PlainFields, name: FieldName, value: Plain | undefined): void {
  if (value === undefined) return;
  if (name.own) aside(record, name.text, value);
  else if (name.text === REQUEST_ID) putRequestId(record, value);
  else record[name.text] = value;
}

/** The first one counts: the context's, which the request brought, before what a body claims. */
function putRequestId(record: PlainFields, value: Plain): void {
  if (record[REQUEST_ID] === undefined && typeof value === "string") record[REQUEST_ID] = value;
  else aside(record, REQUEST_ID, value);
}

/** Moves a field out of the way. */
function aside(record: PlainFields, name: string, value: Plain | undefined): void {
  if (value === undefined) return;
  record[ASIDE] = { ...fieldsOf(record[ASIDE]), [name]: value };
}

const fieldsOf = (value: Plain | undefined): PlainFields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
