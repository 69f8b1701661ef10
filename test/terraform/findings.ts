/** What a call refuses, and where. */
import { ConfigurationError, type Finding } from "../../lib/model";

export const findingsOf = (call: () => unknown): readonly Finding[] => {
  try {
    call();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.findings;
    throw error;
  }
  return [];
};

/** `path: problem -> mend` of the only finding. */
export const refusalOf = (call: () => unknown): string => {
  const findings = findingsOf(call);
  if (findings.length !== 1) throw new Error(`expected 1 finding, got ${JSON.stringify(findings)}`);
  return findings.map(({ path, problem, mend }) => `${path}: ${problem} -> ${mend}`).join();
};
