/** What a list of relabelling rules must leave alone, and what it can read: mistakes that Prometheus accepts and that scrape nothing. */
import type * as z from "zod";
import { didYouMean } from "../../../model";
import { isSet } from "./meta-labels";
import { matchesWhole } from "./regex";
import type { RelabelRule } from "./relabel-schema";

/** Without these Prometheus gives a target up (scrape/target.go, PopulateLabels). */
const NEEDED_BY_TARGETS = [
  "__address__",
  "__scheme__",
  "__metrics_path__",
  "__scrape_interval__",
  "__scrape_timeout__",
];
const NEEDED_BY_SAMPLES = ["__name__"];

const labelsRead = (rule: RelabelRule): readonly string[] => ("from" in rule ? (rule.from ?? []) : []);

/** The needed labels that a rule would remove. */
const removed = (rule: RelabelRule, needed: readonly string[]): readonly string[] =>
  rule.action === "labeldrop"
    ? needed.filter((name) => matchesWhole(rule.matching, name))
    : rule.action === "labelkeep"
      ? needed.filter((name) => !matchesWhole(rule.matching, name))
      : [];

interface Scope {
  readonly rules: readonly RelabelRule[];
  readonly path: readonly PropertyKey[];
  readonly context: z.RefinementCtx;
}

const keepWhatIsNeeded = ({ rules, path, context }: Scope, needed: readonly string[]): void =>
  rules.forEach((rule, index) => {
    const lost = removed(rule, needed);
    if (lost.length > 0 && "matching" in rule)
      context.addIssue({
        code: "custom",
        path: [...path, index, "matching"],
        input: rule.matching,
        message: `removes ${lost.join(", ")}, without which nothing is scraped or stored`,
        params: {
          mend: rule.action === "labelkeep" ? `match ${lost.join("|")} as well` : `do not match ${lost.join("|")}`,
        },
      });
  });

/** Rules for targets: they read what the sources set. `known` as `metaLabelsOf` gives it. */
export const targetRules = (scope: Scope, known: readonly string[]): void => {
  keepWhatIsNeeded(scope, NEEDED_BY_TARGETS);
  scope.rules.forEach((rule, index) =>
    labelsRead(rule).forEach((name, position) => {
      if (isSet(name, known)) return;
      scope.context.addIssue({
        code: "custom",
        path: [...scope.path, index, "from", position],
        input: name,
        message: "is set by none of the discoveries here",
        params: {
          mend: `read a label that is${didYouMean(
            name,
            known.filter((each) => !each.endsWith("*")),
          )}`,
        },
      });
    }),
  );
};

/** Rules for samples: what discovery knew is gone by then. */
export const sampleRules = (scope: Scope): void => {
  keepWhatIsNeeded(scope, NEEDED_BY_SAMPLES);
  scope.rules.forEach((rule, index) =>
    labelsRead(rule).forEach((name, position) => {
      if (!name.startsWith("__") || name === "__name__" || name.startsWith("__tmp")) return;
      scope.context.addIssue({
        code: "custom",
        path: [...scope.path, index, "from", position],
        input: name,
        message: "is gone by the time samples are relabelled",
        params: { mend: "copy it to a label without '__' in relabelings, and read that one" },
      });
    }),
  );
};
