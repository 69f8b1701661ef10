/** The mutants of a rule, each a rule of its own with a name of its own, to be evaluated beside the original. */
import { milliseconds, textOf, type DeployedAlert, type RecordingRule, type Rule } from "../model";
import { isTemplate, type AlertingRule, type RuleTest, type Specimen } from "./bench";
import { mutantsOf, type Mutant } from "./mutants";
import { nearMutantsOf } from "./near-threshold";

export interface Suspect extends Specimen {
  readonly mutant: Mutant;
  /** Its threshold was moved by a tenth: only a test of silence can notice, and one must. */
  readonly near: boolean;
}

/** @param rule the subject as Prometheus reads it */
export const suspectsOf = (
  subject: DeployedAlert | RecordingRule,
  rule: Rule,
  tests: readonly RuleTest[],
): readonly Suspect[] => {
  const text = textOf(subject.expr);
  const interval = milliseconds(Math.min(...tests.map((test) => test.interval.milliseconds)));
  const changed = (mutant: Mutant, near: boolean) => ({ mutant, near, rule: { ...rule, expr: mutant.expr } });
  return [
    ...(subject.kind === "alert" ? nearMutantsOf(text).map((mutant) => changed(mutant, true)) : []),
    ...mutantsOf(text, interval, subject.labels).map((mutant) => changed(mutant, false)),
    ...withoutWaits(rule),
  ].map(({ rule, ...rest }, index) => {
    // Whatever characters the name of the rule has, this one has none of them.
    const name = `${PREFIX}${index}`;
    return { ...rest, name, rule: "record" in rule ? { ...rule, record: name } : { ...slim(rule), alert: name } };
  });
};

/** Without the texts that no mutant changes: rendering them, again and again while it fires, takes longer than the expression. */
const slim = (rule: AlertingRule): AlertingRule => ({
  ...rule,
  annotations: Object.fromEntries(Object.entries(rule.annotations).filter(([, text]) => isTemplate(text))),
});

const PREFIX = "__mutant_";

/** The name of the mutant that an expression of ours speaks of. */
export const suspectIn = (expression: string): string | undefined => /__mutant_\d+/.exec(expression)?.[0];

const withoutWaits = (rule: Rule): readonly Omit<Suspect, "name">[] => {
  if (!("alert" in rule)) return [];
  const { for: wait, keep_firing_for: keep, ...others } = rule;
  const mutant = (change: string, killer: string): Mutant => ({ kind: "for", change, killer, expr: rule.expr });
  return [
    ...(wait === undefined
      ? []
      : [
          {
            near: false,
            rule: { ...others, keep_firing_for: keep },
            mutant: mutant(
              `for: ${wait} was removed`,
              "a silent test in which the condition holds for a shorter time, or notBefore in a fires test",
            ),
          },
        ]),
    ...(keep === undefined
      ? []
      : [
          {
            near: false,
            rule: { ...others, for: wait },
            mutant: mutant(`keep_firing_for: ${keep} was removed`, "a fires test after the condition has ended"),
          },
        ]),
  ];
};
