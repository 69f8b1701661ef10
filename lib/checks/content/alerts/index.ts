/** Checks of what an alert is to people: its name, its wait, its texts, its owner, its runbook. */
import type { Check } from "../../check";
import { annotationsMissing, constantSummary } from "./annotations";
import { alertSeverity, alertTeam } from "./labels";
import { alertName } from "./name";
import { forBelowInterval } from "./pending";
import { runbookEmpty, twoRunbooks } from "./runbook";

export const alertChecks: readonly Check[] = [
  alertName,
  forBelowInterval,
  annotationsMissing,
  constantSummary,
  alertSeverity,
  alertTeam,
  runbookEmpty,
  twoRunbooks,
];
