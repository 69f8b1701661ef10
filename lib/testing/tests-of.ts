/** All tests of a rule: its own, and the one that follows from what it promises to do without data. */
import { milliseconds, minutes, seconds, type Alert, type RecordingRule, type SilentTest } from "../model";
import type { RuleTest } from "./bench";

export const testsOf = (subject: Alert | RecordingRule): readonly RuleTest[] => {
  if (subject.kind === "record" || subject.onMissingData === "fires") return subject.tests;
  return [...subject.tests, withoutData(subject)];
};

const withoutData = (alert: Alert): SilentTest => ({
  kind: "silent",
  title: "without any series",
  given: [],
  until: milliseconds(alert.for.milliseconds + minutes(15).milliseconds),
  interval: alert.tests[0]?.interval ?? seconds(30),
});
