/** What to do about an alert, for somebody who sees the system for the first time. */
import type { Expression, LogExpression } from "./expression";

/**
 * One step: a sentence, or a sentence with what to type. `$namespace` in a command or a query stands for the label of that name on the alert.
 */
export type Step =
  | string
  | { readonly text: string; readonly command: string }
  | { readonly text: string; readonly query: Expression | LogExpression | string };

export interface Runbook {
  /** What has been seen, and how the alert computes it. */
  readonly meaning: string;
  /** What users or operators suffer, now and if nobody acts. */
  readonly impact: string;
  /** How to find the cause, most likely one first. */
  readonly diagnosis: readonly Step[];
  /** How to end the harm, then how to end the cause. */
  readonly mitigation: readonly Step[];
}
