/** What a check is: one reason, one mend. It reads a model and yields what is wrong; it never throws, prints or knows another check. */
import type { Finding, Model, Severity } from "../model";

export interface Problem {
  readonly path: string;
  readonly problem: string;
  readonly mend: string;
}

/** What there is to say of a check, whoever does the finding. */
export interface CheckEntry {
  /** `family/what-is-wrong` */
  readonly id: string;
  /** An error stops the synthesis. */
  readonly severity: Severity;
  /** Why it matters, for somebody who has just been stopped by it. */
  readonly reason: string;
  /** Models in which it finds nothing, and models in which it finds something: its own test, and what its page in the documentation shows. */
  readonly examples?: () => Examples;
}

export interface Check extends CheckEntry {
  /**
   * Checks of rules whose findings follow from this one, where it has found something about the objective that the rules were computed from.
   * They are not told: who mends the cause has mended them.
   */
  readonly explains?: readonly string[];
  /**
   * Whether it judges things each by itself, or two of them against each other, and by more than how long their names are: then, of many services
   * that are equal but for their names, it need look at a few. Where nothing else in the model counts, one of them is enough: "each alone".
   * @default it looks at all, as what adds up or measures must
   */
  readonly judges?: "each by itself" | "each alone";
  readonly find: (model: Model) => Iterable<Problem>;
}

export interface Examples {
  readonly passing: readonly Model[];
  readonly failing: readonly Model[];
}

export const check = (definition: Check): Check => definition;

/** `at("prod.loki.storage").problem("is missing").mend("write …")` */
export const at = (path: string) => ({
  problem: (problem: string) => ({ mend: (mend: string): Problem => ({ path, problem, mend }) }),
});

/** All that the checks find in the models, in no particular order. */
export const findings = (checks: readonly Check[], models: readonly Model[]): readonly Finding[] =>
  models.flatMap((model) =>
    checks.flatMap(({ id, severity, find }) =>
      [...find(model)].map((problem) => ({ check: id, severity, ...problem })),
    ),
  );
