/** Everything that is checked before anything is synthesized. */
import { elsewhere, sortFindings, type Finding, type Model } from "../model";
import type { Check, CheckEntry } from "./check";
import { alertChecks } from "./content/alerts";
import { foreignFindings } from "./content/foreign";
import { labelChecks } from "./content/labels";
import { promqlChecks } from "./content/promql";
import { ruleChecks } from "./content/rules";
import { testChecks } from "./content/tests";
import { afterWaivers, waiverChecks } from "./content/waivers";
import { dashboardChecks } from "./dashboards";
import { loginMissing, loginNotEnforced } from "./exposure/login-missing";
import { duplicateName } from "./names/duplicate";
import { resourcesMissing, singleReplica, storageMissing } from "./production/production";
import { unknownReference } from "./references/unknown";
import { pipelineChecks } from "./pipeline";
import { routingChecks } from "./routing";
import { clearTextIn, secretInClearText } from "./secrets/clear-text";
import { oneVariable, secretConflict } from "./secrets/one-place";
import { findingsByShape } from "./shapes";
import { sloChecks } from "./slo";
import { withoutSymptoms } from "./slo/symptoms";
import { configMapTooLarge, objectTooLarge, releaseTooLarge } from "./size/size";
import { retentionFitsDisk } from "./storage/retention-fits-disk";
import { notConnected } from "./wiring/not-connected";
import { valuesChecks } from "./values";
import { overriddenValue } from "./values/overridden";
import { underminingValue } from "./values/undermines";

export type { Check, CheckEntry, Problem } from "./check";
export { clearTextIn };
export { routedOf, type Outcome, type Routed, type RoutedAlert } from "./routing/outcomes";
export { dashboardChecks, pipelineChecks, routingChecks, sloChecks };
export { routedModel as exampleRouted } from "./routing/model-example";
export { EXAMPLE_DAY, modelWith, modelWithAlert, shop as exampleMetrics } from "./content/example";

/** Checks of what packs bring: rules, alerts, their queries and texts. */
export const contentChecks: readonly Check[] = [
  ...promqlChecks,
  ...labelChecks,
  ...ruleChecks,
  ...alertChecks,
  ...testChecks,
];

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
  ...contentChecks,
  ...sloChecks,
  ...routingChecks,
  ...dashboardChecks,
  ...pipelineChecks,
];

/** All that can be found: by the checks, and about the waivers of what they find. */
export const checkEntries: readonly CheckEntry[] = [...checks, ...waiverChecks];

const ids = new Set(checkEntries.map(({ id }) => id));

/** Why a check matters; nothing for findings about the input itself, which say it all. */
export const reasonOf = (id: string): string | undefined => checkEntries.find((check) => check.id === id)?.reason;

/**
 * What all checks find in all models and no waiver takes away, sorted.
 * @param today `2027-03-31`: a waiver that ended before is over. @default the day of the clock, in UTC
 */
export const runChecks = (
  models: readonly Model[],
  today = new Date().toISOString().slice(0, "2027-03-31".length),
): readonly Finding[] => {
  const found = withoutSymptoms(findingsByShape(checks, models), models, checks);
  // What stands elsewhere is judged there.
  const ours = ({ path }: Finding) => !models.some(({ name }) => path.startsWith(`${elsewhere(name)}.`));
  return sortFindings(afterWaivers(found, models, { today, checks: ids })).filter(ours);
};

/**
 * What one check alone says of a model, whatever the others say: of its own example, for the page that lists it.
 * @param today as in `runChecks`
 */
export const findingsOfCheck = (id: string, model: Model, today: string): readonly Finding[] => {
  const alone = checks.filter((each) => each.id === id);
  // What is said of waivers follows from what all others find.
  if (alone.length === 0) return runChecks([model], today).filter(({ check }) => check === id);
  return sortFindings(findingsByShape(alone, [model]));
};

/**
 * What can be said of rules that somebody else wrote. The paths of the findings are the places of the rules.
 * @param habits also what is wrong only where it was agreed on: names, texts, labels
 */
export const runForeignChecks = (model: Model, options: { readonly habits: boolean }): readonly Finding[] =>
  foreignFindings(contentChecks, model, options);
