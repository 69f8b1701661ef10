/** Puts rules and their mutants before their tests, by promtool: as few processes, tests and evaluations as it takes. */
import { benchFiles, evaluationInterval, testName, type Bench, type RuleTest } from "./bench";
import { parseFailure, type Failure } from "./failure";
import { withoutGiven } from "./needed-rules";
import { testRules } from "./promtool";
import { suspectIn, type Suspect } from "./suspects";
import type { FailedTest, Outcome, Trial } from "./trial";

/** Several processes at a time, each with a share of the trials. */
export const hear = async (promtool: string, trials: readonly Trial[]): Promise<ReadonlyMap<Trial, Outcome>> => {
  const byCost = [...trials].sort((a, b) => totalCost(b) - totalCost(a));
  const shares = Array.from({ length: PROCESSES }, (_, share) =>
    byCost.filter((_each, index) => index % PROCESSES === share),
  );
  const outcomes = await Promise.all(shares.map((share) => hearShare(promtool, share)));
  return new Map(outcomes.flatMap((each) => [...each]));
};

const PROCESSES = 2;

/** Evaluations. */
const cost = (test: RuleTest): number =>
  (test.kind === "silent" ? test.until : test.at).milliseconds / Math.max(1, evaluationInterval(test).milliseconds);

const totalCost = ({ tests, suspects }: Trial): number =>
  tests.reduce((sum, test) => sum + cost(test) * (1 + suspects.length), 0);

/** Where a trial stands: what it has still to do, what it has come to. */
interface Turn {
  readonly trial: Trial;
  readonly tests: readonly RuleTest[];
  readonly failures: readonly FailedTest[];
  readonly alive: readonly Suspect[];
}

/** One test of each trial in turn, the short ones first: what a short test has noticed, a long one need not evaluate. */
const hearShare = async (promtool: string, trials: readonly Trial[]): Promise<ReadonlyMap<Trial, Outcome>> => {
  let turns: readonly Turn[] = trials.map((trial) => ({
    trial,
    tests: [...trial.tests].sort((a, b) => cost(a) - cost(b)),
    failures: [],
    alive: trial.suspects,
  }));
  while (turns.some(({ tests }) => tests.length > 0)) {
    const asked = turns.map((turn) => ({ turn, bench: benchOf(turn) }));
    const files = asked.filter(({ turn }) => turn.tests.length > 0).map(({ bench }) => benchFiles(bench));
    const reports = await testRules(
      promtool,
      files.map(({ rules }) => rules),
      files.flatMap(({ tests }) => tests),
    );
    turns = asked.map(({ turn, bench }) => {
      const texts = bench.tests.flatMap((test) => reports.get(testName(bench, test)) ?? []);
      return next(
        turn,
        texts.flatMap((text) => parseFailure(text) ?? []),
      );
    });
  }
  return new Map(turns.map(({ trial, failures, alive }) => [trial, { failures, alive }]));
};

/** The next test, and whom it is asked about. */
const benchOf = ({ trial, tests: [test], alive, failures }: Turn): Bench => ({
  ...trial,
  context: withoutGiven(trial.context, test?.given ?? []),
  tests: test === undefined ? [] : [test],
  specimens: [
    trial.original,
    // What mutants do to tests that fail anyway says nothing.
    ...(failures.length > 0 ? [] : alive.filter(({ near }) => !near || test?.kind === "silent")),
  ],
});

const next = (turn: Turn, reported: readonly Failure[]): Turn => {
  const {
    trial,
    tests: [test, ...rest],
  } = turn;
  if (test === undefined) return turn;
  const suspects = new Map(trial.suspects.map((each) => [each.name, each]));
  const about = reported.map((failure) => ({ failure, suspect: suspects.get(nameIn(failure) ?? "") }));
  const alive = turn.alive.filter((each) => !about.some(({ suspect }) => suspect === each));
  // Promtool ends a test at the first rule that cannot be evaluated: the others are asked again without it.
  if (about.some(({ failure, suspect }) => suspect !== undefined && failure.kind === "evaluation"))
    return { ...turn, alive };
  const own = about.flatMap(({ failure, suspect }) => (suspect === undefined ? [failure] : []));
  return { trial, tests: rest, alive, failures: [...turn.failures, ...telling(test, own)] };
};

const nameIn = (failure: Failure): string | undefined =>
  failure.kind === "expression" ? suspectIn(failure.expr) : failure.rule;

/** When an alert fired first says more than that it still does at the end. */
const telling = (test: RuleTest, failures: readonly Failure[]): readonly FailedTest[] => {
  const first = test.kind === "silent" ? failures.find(({ kind }) => kind === "expression") : undefined;
  return (first === undefined ? failures : [first]).map((failure) => ({ test, failure }));
};
