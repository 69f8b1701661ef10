/** Everything that is checked before anything is synthesized. */
import { sortFindings, type Finding, type Model } from "../model";
import { findings, type Check } from "./check";
import { loginMissing, loginNotEnforced } from "./exposure/login-missing";
import { duplicateName } from "./names/duplicate";
import { resourcesMissing, singleReplica, storageMissing } from "./production/production";
import { unknownReference } from "./references/unknown";
import { clearTextIn, secretInClearText } from "./secrets/clear-text";
import { configMapTooLarge, objectTooLarge, releaseTooLarge } from "./size/size";
import { retentionFitsDisk } from "./storage/retention-fits-disk";
import { notConnected } from "./wiring/not-connected";
import { valuesChecks } from "./values";
import { overriddenValue } from "./values/overridden";

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
  configMapTooLarge,
  objectTooLarge,
  releaseTooLarge,
  retentionFitsDisk,
  notConnected,
  overriddenValue,
  ...valuesChecks,
];

/** All findings of all checks in all models, sorted. */
export const runChecks = (models: readonly Model[]): readonly Finding[] => sortFindings(findings(checks, models));
