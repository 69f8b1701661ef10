/** What a proof came to: figures of each pack, and findings about each rule. */
import type { Finding } from "../model";
import { explain } from "./explain";
import type { Suspect } from "./suspects";
import { isCovered, type FailedTest, type Trial, type Verdict } from "./trial";

/** Something that the proof has found, and where the rule that it is about is written. */
export interface ProofFinding extends Finding {
  /** `file:line` */
  readonly place?: string;
}

/** The figures of a pack. */
export interface PackProof {
  readonly pack: string;
  readonly alerts: number;
  readonly recordingRules: number;
  /** Tests that promtool ran, those among them that the prover adds by itself. */
  readonly tests: number;
  /** Rules that have all the tests that they must have, all of them passing. */
  readonly covered: number;
  readonly mutants: number;
  /** Mutants that some test noticed. */
  readonly killed: number;
}

export interface Proof {
  readonly findings: readonly ProofFinding[];
  readonly packs: readonly PackProof[];
  /** How long it took. */
  readonly milliseconds: number;
}

/** The share of mutants that the tests of a pack must notice. */
export const MINIMUM_SCORE = 0.95;

/** @param verdicts of the rules of one pack */
export const packProof = (pack: string, verdicts: readonly Verdict[]): PackProof => {
  const subjects = verdicts.map(({ trial }) => trial.subject);
  const mutants = (suspects: (verdict: Verdict) => readonly Suspect[]): number =>
    verdicts.flatMap(suspects).filter(({ near }) => !near).length;
  const tried = mutants(({ tried }) => tried);
  return {
    pack,
    alerts: subjects.filter(({ kind }) => kind === "alert").length,
    recordingRules: subjects.filter(({ kind }) => kind === "record").length,
    tests: verdicts.reduce((sum, { trial }) => sum + trial.tests.length, 0),
    covered: verdicts.filter(isCovered).length,
    mutants: tried,
    killed: tried - mutants(({ alive }) => alive),
  };
};

export const findingsAbout = ({ trial, gaps, failures, alive }: Verdict): readonly ProofFinding[] => [
  ...gaps.map((gap) => finding(trial, gap)),
  ...failures.map((failed) => failedTest(trial, failed)),
  ...alive.map((each) => (each.near ? farFromThreshold(trial, each) : survivor(trial, each))),
];

export const findingsAboutPack = (
  { pack, killed, mutants }: PackProof,
  refusals: readonly string[],
): readonly ProofFinding[] => {
  const about = { severity: "error", path: pack } as const;
  return [
    ...refusals.map((message) => ({
      ...about,
      check: "proof/rules-refused",
      problem: `promtool refuses the rules: ${message}`,
      mend: "write them as it asks",
    })),
    ...(mutants === 0 || killed / mutants >= MINIMUM_SCORE
      ? []
      : [
          {
            ...about,
            check: "proof/mutation-score",
            problem: `its tests notice ${killed} of ${mutants} mutants, which is less than ${MINIMUM_SCORE * 100} %`,
            mend: "add the tests that the surviving mutants call for",
          },
        ]),
  ];
};

const finding = (
  { pack, subject }: Trial,
  { check, problem, mend }: Pick<Finding, "check" | "problem" | "mend">,
): ProofFinding => ({
  check,
  severity: "error",
  path: `${pack.name}.${subject.kind === "alert" ? "alerts" : "recordingRules"}.${subject.name}`,
  problem,
  mend,
  place: subject.place,
});

const failedTest = (trial: Trial, { test, failure }: FailedTest): ProofFinding =>
  finding(trial, {
    check: "proof/test-failed",
    problem: `the test "${test.title}" fails: ${explain(failure, test)}`,
    mend: "correct the rule, or what the test expects of it",
  });

const farFromThreshold = (trial: Trial, { mutant: { change, killer } }: Suspect): ProofFinding =>
  finding(trial, {
    check: "proof/far-from-threshold",
    problem: `no test of silence is near the threshold: none fails when ${change}`,
    mend: `add ${killer}`,
  });

const survivor = (trial: Trial, { mutant: { change, killer } }: Suspect): ProofFinding => ({
  ...finding(trial, {
    check: "proof/mutant-survived",
    problem: `no test notices that ${change}`,
    mend: `add ${killer}`,
  }),
  severity: "warning",
});
