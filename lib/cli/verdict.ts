/** What the checks find in environments that a command has told of: its own findings in full, the number of the others. */
import { runChecks } from "../checks";
import { errorsIn, formatFinding, type Model } from "../model";
import { plural, type ExitCode } from "./say";

/** @param family of the findings that the command is about: `routing/` */
export const verdict = (models: readonly Model[], family: string): ExitCode => {
  const findings = runChecks(models);
  if (findings.length === 0) return 0;
  const own = findings.filter(({ check }) => check.startsWith(family));
  const rest = findings.length - own.length;
  process.stderr.write(
    [
      ...own.map(formatFinding),
      ...(rest === 0 ? [] : [`  and ${plural(rest, "finding")} about other things: npm start tells them`]),
      "",
    ].join("\n"),
  );
  return errorsIn(findings).length === 0 ? 0 : 1;
};
