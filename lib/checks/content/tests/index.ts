/** Checks of what the tests of rules contain; whether the tests pass is for promtool to say. */
import type { Check } from "../../check";
import { alertUntested, expectedTextMissing, missingDataUntested, noSilentTest, ruleUntested } from "./gaps";

export const testChecks: readonly Check[] = [
  alertUntested,
  noSilentTest,
  missingDataUntested,
  expectedTextMissing,
  ruleUntested,
];
