/** What decides under which labels a value is counted, so that neither a mistake nor a stranger can make a metric grow without bound. */
import { OTHER, type LabelValues } from "@cdktf-observability/contract";
import type { Ledger } from "./ledger";

export type Labels = Readonly<Record<string, LabelValues>>;
export type CheckedLabels = Readonly<Record<string, string>>;

export interface LabelGate {
  /**
   * The labels to count under, one object for each combination; undefined if the value is to be left out, which the ledger has been told
   * by then.
   */
  admit(labels: unknown, beyond: BeyondLimit): CheckedLabels | undefined;
}

/** What happens to one combination too many: a sum can be kept under `_OTHER`, a state cannot. */
export type BeyondLimit = "counted as other" | "left out";

export interface GateSettings {
  readonly name: string;
  readonly labels: Labels;
  /** How many combinations of values there may be. */
  readonly limit: number;
}

/** Longer values are no names of anything. */
const LONGEST_VALUE = 200;

/** A text as a label can have it. Halves of characters all look alike once they are sent, so that two series would be one. */
export const labelValue = (text: string): string =>
  text.length > LONGEST_VALUE ? OTHER : text.replace(/\p{Surrogate}/gu, "\ufffd");

export function labelGate({ name, labels: known, limit }: GateSettings, ledger: Ledger): LabelGate {
  const names = Object.keys(known);
  const admitted = new Map<string, CheckedLabels>();
  const overflow = new Map<string, CheckedLabels>();

  /** The value as it is counted; undefined if it is none. */
  const valueOf = (label: string, given: unknown): string | undefined => {
    const text = typeof given === "number" || typeof given === "boolean" ? String(given) : given;
    if (typeof text !== "string" || text === "") {
      return refused("missing label", `label ${label} is missing or no text; give it a value, "none" if there is none`);
    }
    const values = known[label];
    if (values === undefined || values === "any") return labelValue(text);
    if (values.includes(text)) return text;
    if (values.includes(OTHER)) return OTHER;
    return refused(`value of ${label}`, `label ${label} knows ${values.join(", ")} only`);
  };
  const refused = (reason: string, message: string): undefined => void ledger.refuse(name, reason, message);

  /** What is left of the labels when there are too many: those whose values are known beforehand. */
  const withoutStrangers = (values: CheckedLabels): CheckedLabels => {
    const left = Object.fromEntries(names.map((label) => [label, (known[label] !== "any" && values[label]) || OTHER]));
    const key = keyOf(left);
    const before = overflow.get(key);
    if (!before) overflow.set(key, left);
    return before ?? left;
  };
  const keyOf = (values: CheckedLabels): string => names.map((label) => values[label]).join("\u0000");

  return {
    admit: (labels, beyond) => {
      if (names.length === 0 && labels === undefined) return NO_LABELS;
      if (typeof labels !== "object" || labels === null) {
        return refused("labels", `give it its labels: { ${names.join(", ")} }`);
      }
      const given: Readonly<Record<string, unknown>> = { ...labels };
      const stranger = Object.keys(given).find((label) => !Object.hasOwn(known, label));
      if (stranger !== undefined) {
        return refused("unknown label", `there is no label ${stranger.slice(0, 50)}, only ${names.join(", ")}`);
      }
      const checked: Record<string, string> = {};
      for (const label of names) {
        const value = valueOf(label, given[label]);
        if (value === undefined) return undefined;
        checked[label] = value;
      }
      const key = keyOf(checked);
      const before = admitted.get(key);
      if (before) return before;
      if (admitted.size < limit) {
        admitted.set(key, checked);
        return checked;
      }
      ledger.limit(name, limit);
      return beyond === "left out" ? undefined : withoutStrangers(checked);
    },
  };
}

const NO_LABELS: CheckedLabels = {};
