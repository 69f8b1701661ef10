/** Fields that many lines carry, of a logger or a context: their JSON is made once, not for each line. */
import type { Plain, PlainFields } from "./plain";
import { addCopied, addOwn } from "./record";

export interface Layer {
  readonly fields: PlainFields;
  /** The fields as a line has them, each with a comma before it. */
  readonly json: string;
}

export const layerOf = (fields: PlainFields): Layer => ({ fields, json: jsonOf(fields) });

export const EMPTY: Layer = { fields: {}, json: "" };

/** A field as a line has it. */
export const fieldJson = (name: string, value: Plain): string => `,${JSON.stringify(name)}:${JSON.stringify(value)}`;

/** Whether a name comes twice, in the layers or in what a line tells itself: then the JSON of the layers is of no use. */
export function shareNames(around: Layer, within: Layer, told: PlainFields): boolean {
  if (around !== EMPTY && within !== EMPTY && hasAnyOf(around.fields, within.fields)) return true;
  return (around !== EMPTY && hasAnyOf(around.fields, told)) || (within !== EMPTY && hasAnyOf(within.fields, told));
}

function hasAnyOf(fields: PlainFields, names: PlainFields): boolean {
  for (const name in names) if (Object.hasOwn(fields, name)) return true;
  return false;
}

/** All of them, each name once: the nearest counts, but for the id of the request, where the first does. */
export function merged(around: Layer, within: Layer, told: PlainFields, own: PlainFields = {}): PlainFields {
  const all: PlainFields = {};
  for (const fields of [around.fields, within.fields, told]) addCopied(all, fields);
  addOwn(all, own);
  return all;
}

function jsonOf(fields: PlainFields): string {
  const json = JSON.stringify(fields);
  return json === "{}" ? "" : `,${json.slice(1, -1)}`;
}
