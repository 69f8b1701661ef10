/** The levels of alerts that an imported objective gets. */
import type { BurnLevel, SloWindow } from "../../model";
import { defaultLevels, thresholdOf } from "../burn-levels";
import { decimalText, exact, percentage } from "../decimal";
import type { Report } from "./report";

export type AlertSeverity = BurnLevel["severity"];

/** What people call it elsewhere. */
const SEVERITIES: ReadonlyMap<string, AlertSeverity> = new Map(
  Object.entries<AlertSeverity>({
    page: "critical",
    critical: "critical",
    high: "critical",
    sev0: "critical",
    sev1: "critical",
    p0: "critical",
    p1: "critical",
    ticket: "warning",
    warning: "warning",
    medium: "warning",
    sev2: "warning",
    sev3: "warning",
    p2: "warning",
    p3: "warning",
    info: "info",
    low: "info",
  }),
);

export const severityOf = (text: string): AlertSeverity | undefined => SEVERITIES.get(text.toLowerCase());

/** Teams have names that Kubernetes takes. */
export const isTeam = (text: string): boolean => /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(text);

/**
 * What an objective gets that tells nobody elsewhere: here, the slowest burning is told to those who want to be informed, and so is an
 * indicator without data.
 */
export const quietLevels = (window: SloWindow): readonly BurnLevel[] =>
  defaultLevels(window)
    .slice(-1)
    .map((level) => ({ ...level, severity: "info" }));

/**
 * Without those that can never fire, because even a total outage is no error ratio above their threshold: the other engines make them
 * nevertheless.
 * @returns undefined where all of the usual ones are left, and where none is, which is refused
 */
export const levelsThatFire = (
  { objective, window, levels }: { objective: string; window: SloWindow; levels?: readonly BurnLevel[] },
  at: string,
  report: Report,
): readonly BurnLevel[] | undefined => {
  const allowed = exact(1).minus(percentage(objective) ?? 1);
  const wanted = levels ?? defaultLevels(window);
  const silent = wanted.filter((level) => thresholdOf(level, allowed).greaterThanOrEqualTo(1));
  for (const level of silent)
    report.warn(
      "import/changed-meaning",
      at,
      `an alert at ${level.burnRate} times the allowed rate could never fire and is left out: with ${objective} it would take an error ratio above ${decimalText(thresholdOf(level, allowed))}`,
      "nothing, or set a higher objective",
    );
  if (silent.length > 0 && silent.length === wanted.length)
    return report.refuse(
      "import/not-supported",
      at,
      `has no alert that can fire: ${objective} is missed before any of them is reached`,
      "set a higher objective, or alert on slower burning",
    );
  return levels === undefined && silent.length === 0 ? undefined : wanted.filter((level) => !silent.includes(level));
};
