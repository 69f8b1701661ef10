/** What is said of a file while it is read: all of it at once, and not only the first mistake. */
import type { Finding, Severity } from "../../model";

type Say<Result> = (check: string, path: string, problem: string, mend: string) => Result;

export interface Report {
  readonly findings: readonly Finding[];
  /** What cannot be carried over. Gives undefined, which is what readers give for what they refuse. */
  readonly refuse: Say<undefined>;
  /** What is carried over with less, or with another meaning. */
  readonly warn: Say<void>;
}

export const newReport = (): Report => {
  const findings: Finding[] = [];
  const say =
    (severity: Severity): Say<undefined> =>
    (check, path, problem, mend) => {
      findings.push({ check, severity, path, problem, mend });
      return undefined;
    };
  return { findings, refuse: say("error"), warn: say("warning") };
};
