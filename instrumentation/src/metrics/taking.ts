/** How any instrument takes a value: checked first, written then, and whatever goes wrong ends in the ledger. */
import type { ApplicationMetric } from "@cdktf-observability/contract";
import { isObject } from "../findings";
import type { BeyondLimit, CheckedLabels, LabelGate, Labels } from "./label-gate";
import type { Ledger } from "./ledger";
import { messageOf } from "./prom";

/** What the contract says of a metric, or a team of its own. */
export type Definition<L extends Labels = Labels> = Pick<ApplicationMetric, "name" | "help" | "unit" | "buckets"> & {
  readonly labels: L;
  /** Whether it may fall below 0. @default false */
  readonly signed?: boolean;
};

/** Passes on what the metric can take. */
export type Take = (
  labels: unknown,
  value: unknown,
  beyond: BeyondLimit,
  write: (labels: CheckedLabels, value: number) => void,
) => void;

export const taker =
  (definition: Definition, gate: LabelGate, { refuse }: Ledger): Take =>
  (labels, value, beyond, write) => {
    try {
      const fault = faultOf(definition, value);
      if (fault) return refuse(definition.name, fault.reason, fault.message);
      const admitted = gate.admit(labels, beyond);
      if (admitted && typeof value === "number") write(admitted, value);
    } catch (error) {
      refuse(definition.name, "error", messageOf(error));
    }
  };

interface Fault {
  readonly reason: string;
  readonly message: string;
}

function faultOf({ signed = false }: Definition, value: unknown): Fault | undefined {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    return { reason: "no number", message: `${nameOf(value)} is no finite number` };
  }
  if (value < 0 && !signed) return { reason: "negative", message: `${value} is below 0, where it never is` };
  return undefined;
}

const nameOf = (value: unknown): string => (typeof value === "number" ? String(value) : `a ${typeof value}`);

/** The arguments of an instrument: its labels come first, if it has any. The fallback is for a value left out, not for one that is undefined. */
export function split({ labels }: Definition, given: readonly unknown[], fallback?: number): [unknown, unknown] {
  const before = Object.keys(labels).length === 0 ? 0 : 1;
  return [before === 0 ? undefined : given[0], given.length > before ? given[before] : fallback];
}

/** Begins what is declared. Judged here as well: a team declares its own metrics where its service starts. */
export const declaring =
  (definition: Definition, { refuse }: Ledger, begin: (labels: CheckedLabels) => void) =>
  (values: Declared): void => {
    try {
      const fault = declarationFault(definition, values);
      if (fault !== undefined) return refuse(definition.name, "declaration", fault);
      eachCombination(definition, values, begin);
    } catch (error) {
      refuse(definition.name, "error", messageOf(error));
    }
  };

type Declared = Readonly<Record<string, readonly string[] | undefined>>;

function declarationFault({ labels }: Definition, values: Declared): string | undefined {
  const names = Object.keys(labels);
  if (!isObject(values)) return `declare the values of its labels: { ${names.join(", ")} }`;
  const stranger = Object.keys(values).find((label) => !Object.hasOwn(labels, label));
  if (stranger !== undefined) return `there is no label ${stranger.slice(0, 50)} to declare, only ${names.join(", ")}`;
  const unfit = names.find((label) => !Array.isArray(values[label] ?? (labels[label] === "any" ? undefined : [])));
  return unfit && `label ${unfit} is declared without its values; write a list of them: { ${unfit}: ["a", "b"] }`;
}

/** Calls for each combination of the values; a label that is not named stands for all of its known values. */
export function eachCombination({ labels }: Definition, values: Declared, call: (labels: CheckedLabels) => void): void {
  let combinations: readonly CheckedLabels[] = [{}];
  for (const [label, known] of Object.entries(labels)) {
    const all = values[label] ?? (known === "any" ? [] : known);
    combinations = combinations.flatMap((before) => all.map((value) => ({ ...before, [label]: value })));
  }
  combinations.forEach((combination) => call(combination));
}
