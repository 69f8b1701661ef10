/** One rule on trial: its tests, the mutants that they must notice, and what became of both. */
import { ruleGroups, type DeployedAlert, type DeployedPack, type RecordingRule, type RuleGroup } from "../model";
import type { RuleTest, Specimen } from "./bench";
import type { Failure } from "./failure";
import { gapsOf, type Gap } from "./gates";
import type { RuleBook } from "./needed-rules";
import { suspectsOf, type Suspect } from "./suspects";
import { testsOf } from "./tests-of";

export interface Trial {
  /** Token that no other trial has. */
  readonly id: string;
  readonly pack: DeployedPack;
  readonly subject: DeployedAlert | RecordingRule;
  /** The rules that it reads. */
  readonly context: readonly RuleGroup[];
  readonly tests: readonly RuleTest[];
  readonly original: Specimen;
  readonly suspects: readonly Suspect[];
}

export const trialOf = (
  id: string,
  pack: DeployedPack,
  subject: DeployedAlert | RecordingRule,
  book: RuleBook,
  { mutants }: { readonly mutants: boolean },
): Trial => {
  const alone =
    subject.kind === "alert" ? { alerts: [subject], recordingRules: [] } : { alerts: [], recordingRules: [subject] };
  const [rule] = ruleGroups({ ...pack, ...alone }).flatMap(({ rules }) => rules);
  if (rule === undefined) throw new Error(`${pack.name} has no group with ${subject.name}.`);
  const tests = testsOf(subject);
  return {
    id,
    pack,
    subject,
    context: book.neededBy(subject.expr),
    tests,
    original: { name: subject.name, rule },
    suspects: mutants ? suspectsOf(subject, rule, tests) : [],
  };
};

export interface FailedTest {
  readonly test: RuleTest;
  readonly failure: Failure;
}

/** What promtool had to say. */
export interface Outcome {
  readonly failures: readonly FailedTest[];
  /** Mutants that no test noticed. */
  readonly alive: readonly Suspect[];
}

export interface Verdict extends Outcome {
  readonly trial: Trial;
  readonly gaps: readonly Gap[];
  /** Mutants that count: none where a test fails anyway, because that says nothing of them. */
  readonly tried: readonly Suspect[];
}

export const verdictOf = (trial: Trial, { failures, alive }: Outcome): Verdict => {
  const { subject, tests, suspects } = trial;
  const sound = failures.length === 0 && tests.length > 0;
  const hasSilence = subject.tests.some(({ kind }) => kind === "silent");
  const tried = sound ? suspects.filter(({ near }) => hasSilence || !near) : [];
  return { trial, gaps: gapsOf(subject), failures, tried, alive: alive.filter((each) => tried.includes(each)) };
};

/** Whether the rule has all the tests that it must have, and all of them pass. */
export const isCovered = ({ trial, gaps, failures, alive }: Verdict): boolean =>
  trial.tests.length > 0 && gaps.length === 0 && failures.length === 0 && !alive.some(({ near }) => near);
