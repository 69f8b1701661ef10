/** An exception to a check: for one object, with a reason, for a limited time. */

export interface Waiver {
  /** Id of the check: `promql/counter-raw`. */
  readonly check: string;
  /** Why it is right here. */
  readonly reason: string;
  /** Last day on which it holds, `2027-03-31`; later it is a finding itself. */
  readonly until: string;
}

/** A waiver together with the object that it speaks of. */
export interface WaiverFact extends Waiver {
  /** Findings at this path and below it. */
  readonly path: string;
}
