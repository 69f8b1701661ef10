/** What a command says when it cannot do what it is asked to. */
import { ConfigurationError } from "../model";
import { reasons } from "./epilogue";
import { isUsageError, say, type ExitCode } from "./say";

/** The exit code of an action, or of its refusal: 1 for findings, 2 for options that nobody knows. */
export const refusing = (usage: string, action: () => ExitCode): ExitCode => {
  try {
    return action();
  } catch (error) {
    if (error instanceof ConfigurationError)
      return say([error.message, ...indented(reasons(error.findings))].join("\n"), 1);
    if (isUsageError(error)) return say(`${error.message}\n\n${usage}`, 2);
    throw error;
  }
};

const indented = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : ["", ...lines]);
