/** A runbook as Markdown: the page that opens from the pager. */
import type { Alert } from "./alert";
import { prometheusDuration } from "./duration";
import { textOf } from "./expression";
import type { Step } from "./runbook";

/** The whole page of an alert: what it says, what it computes, and what to do. */
export const runbookMarkdown = (alert: Alert): string => {
  const { meaning, impact, diagnosis, mitigation } = alert.runbook;
  const pending = alert.for.milliseconds === 0 ? "at once" : `after ${prometheusDuration(alert.for)}`;
  return [
    `# ${alert.name}`,
    `Severity **${alert.severity}**, fires ${pending} of:`,
    fenced("promql", textOf(alert.expr)),
    "## Meaning",
    meaning,
    "## Impact",
    impact,
    "## Diagnosis",
    stepsMarkdown(diagnosis),
    "## Mitigation",
    stepsMarkdown(mitigation),
  ].join("\n\n");
};

/** A numbered list, with what is to be typed in fences. */
export const stepsMarkdown = (all: readonly Step[]): string =>
  all.map((step, index) => numbered(index + 1, step)).join("\n\n");

const numbered = (number: number, step: Step): string => {
  const prefix = `${number}. `;
  if (typeof step === "string") return prefix + hanging(step, prefix.length);
  const block =
    "command" in step
      ? fenced("sh", step.command)
      : fenced(typeof step.query === "string" ? "promql" : step.query.kind, textOf(step.query));
  return `${prefix}${hanging(step.text, prefix.length)}\n\n${indented(block, prefix.length)}`;
};

/** A fence longer than any run of backquotes inside. */
const fenced = (language: string, text: string): string => {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
};

/** Every line but the first one is indented, so that a long text stays in its item of the list. */
const hanging = (text: string, columns: number): string => indented(text, columns).trimStart();

const indented = (text: string, columns: number): string =>
  text
    .split("\n")
    .map((line) => (line === "" ? "" : `${" ".repeat(columns)}${line}`))
    .join("\n");
