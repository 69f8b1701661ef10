/** What the proof found, as text for people. */
import { sortFindings } from "../model";
import type { ProofFinding } from "./proof";

/** One finding: what, the line to open, what is wrong, what to do. */
export const formatProofFinding = ({ severity, path, place, problem, mend, check }: ProofFinding): string =>
  [`${severity}  ${path}  [${check}]`, ...(place === undefined ? [] : [`at ${place}`]), problem, `-> ${mend}`].join(
    "\n    ",
  );

export const formatProofFindings = (findings: readonly ProofFinding[]): string =>
  (sortFindings(findings) as readonly ProofFinding[]).map(formatProofFinding).join("\n");
