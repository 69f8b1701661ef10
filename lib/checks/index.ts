/** Everything that is checked before anything is synthesized. */
import { sortFindings, type Finding, type Model } from "../model";
import { findings, type Check } from "./check";
import { loginMissing, loginNotEnforced } from "./exposure/login-missing";
import { duplicateName } from "./names/duplicate";
import { resourcesMissing, singleReplica, storageMissing } from "./production/production";
import { unknownReference } from "./references/unknown";
import { clearTextIn, secretInClearText } from "./secrets/clear-text";
import { oneVariable, secretConflict } from "./secrets/one-place";
import { configMapTooLarge, objectTooLarge, releaseTooLarge } from "./size/size";
import { retentionFitsDisk } from "./storage/retention-fits-disk";
import { notConnected } from "./wiring/not-connected";
import { valuesChecks } from "./values";
import { overriddenValue } from "./values/overridden";
import { underminingValue } from "./values/undermines";

export type { Check, Problem } from "./check";
export { clearTextIn };

/** The registry: a check that is not listed here does not run. */
export const checks: readonly Check[] = [
  loginMissing,
  loginNotEnforced,
  duplicateName,
  resourcesMissing,
  singleReplica,
  storageMissing,
  unknownReference,
  secretInClearText,
  secretConflict,
  oneVariable,
  configMapTooLarge,
  objectTooLarge,
  releaseTooLarge,
  retentionFitsDisk,
  notConnected,
  overriddenValue,
  underminingValue,
  ...valuesChecks,
];

/** Why a check matters; nothing for findings about the input itself, which say it all. */
export const reasonOf = (id: string): string | undefined => checks.find((check) => check.id === id)?.reason;

/** All findings of all checks in all models, sorted. */
export const runChecks = (models: readonly Model[]): readonly Finding[] => sortFindings(findings(checks, models));
