/** What a team says of a metric of its own, as it can be made. JavaScript lets anything through, and a metric must not stop its application. */
import type { ApplicationMetric } from "@cdktf-observability/contract";
import { type Check, flag, isObject, listOf, shown, text } from "../findings";
import type { Labels } from "./label-gate";
import { messageOf } from "./prom";
import type { Definition } from "./taking";

export type OwnDefinition<L extends Labels> = Definition<L> & ApplicationMetric;

/** A definition, or what is wrong with it. */
export type Described<L extends Labels> =
  | { readonly definition: OwnDefinition<L>; readonly name: string }
  /** `name` is missing if there is none to call it by. */
  | { readonly fault: string; readonly name?: string };

const texts = listOf(text, "");

const labels: Check = (value) => {
  const mend = 'write the names of labels with their values: { channel: ["web", "app"], country: "any" }';
  if (!isObject(value) || Array.isArray(value)) return mend;
  return Object.values(value).every((known) => known === "any" || texts(known) === undefined) ? undefined : mend;
};

const number: Check = (value) => (typeof value === "number" ? undefined : "write a number");

const CHECKS: Readonly<Record<keyof Omit<OwnDefinition<Labels>, "type" | "optional">, Check>> = {
  name: text,
  help: text,
  labels,
  unit: text,
  buckets: listOf(number, "write a list of numbers"),
  signed: flag,
};

/** Copies what it takes: what the caller changes later changes no metric. Never throws. */
export function ownDefinition<L extends Labels>(given: unknown, type: ApplicationMetric["type"]): Described<L> {
  let name: string | undefined;
  try {
    if (!isObject(given)) return { fault: `${shown(given)} describes no metric; write { name, help }` };
    const props: Record<string, unknown> = { unit: "count", labels: {} };
    for (const [prop, check] of Object.entries<Check>(CHECKS)) {
      const value: unknown = Reflect.get(given, prop) ?? props[prop];
      const optional = prop !== "name" && prop !== "help";
      if (value === undefined && optional) continue;
      const mend = check(value);
      if (mend !== undefined) return { fault: `${prop}: ${shown(value)} does not fit; ${mend}`, ...named(name) };
      if (prop === "name") name = String(value);
      props[prop] = structuredClone(value);
    }
    return { definition: { ...props, type } as OwnDefinition<L>, name: name ?? "" };
  } catch (error) {
    return { fault: messageOf(error), ...named(name) };
  }
}

const named = (name: string | undefined): { readonly name?: string } => (name === undefined ? {} : { name });
