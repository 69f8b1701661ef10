/** What is wrong with an input, where, and what to write instead: the only kind of error that people get to see. */

export type Severity = "error" | "warning";

export interface Finding {
  /** Id of the check that found it, e.g. `storage/retention-fits-disk`. */
  readonly check: string;
  readonly severity: Severity;
  /** Where the value stands, as one would write it: `prod.loki.storage.bucket`. */
  readonly path: string;
  readonly problem: string;
  /** What to write instead. */
  readonly mend: string;
}

/** All that is wrong, in one error, each line with its place and its mend. */
export class ConfigurationError extends Error {
  constructor(readonly findings: readonly Finding[]) {
    const errors = sortFindings(findings);
    super(
      `${errors.length === 1 ? "1 finding" : `${errors.length} findings`}, nothing was written:\n${errors.map(formatFinding).join("\n")}`,
    );
    this.name = "ConfigurationError";
  }
}

/** `error  prod.loki.retention: is 30d … → write … [check]` */
export const formatFinding = ({ severity, path, problem, mend, check }: Finding): string =>
  `  ${severity.padEnd(7)} ${path}: ${problem} -> ${mend} [${check}]`;

const order = (finding: Finding): string => [finding.path, finding.check, finding.problem].join("\u0000");

/** Errors first, then by place: the same input always prints the same list. */
export const sortFindings = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort(
    (a, b) => (a.severity === b.severity ? 0 : a.severity === "error" ? -1 : 1) || (order(a) < order(b) ? -1 : 1),
  );

export const errorsIn = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter((finding) => finding.severity === "error");
