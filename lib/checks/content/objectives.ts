/** The objectives of a model as checks read them: each with its place, its pack and what evaluates it. */
import type { DeployedAlert, Duration, Model, PackFact, RecordingRule, RuleEvaluator, Slo } from "../../model";
import { burnAlertName, missingDataAlertName } from "../../slo";
import { contentOf } from "./content";

export interface ObjectiveInPlace {
  /** `prod.packs.checkout-objectives.slos.checkout-availability` */
  readonly path: string;
  readonly slo: Slo;
  readonly fact: PackFact;
  readonly evaluator?: RuleEvaluator;
  /** Between two scrapes of what it reads. */
  readonly scrapeInterval?: Duration;
}

const cache = new WeakMap<Model, readonly ObjectiveInPlace[]>();

export const objectivesOf = (model: Model): readonly ObjectiveInPlace[] => {
  const known = cache.get(model) ?? model.packs.flatMap((fact) => inPlace(fact, model));
  cache.set(model, known);
  return known;
};

/** Objectives of one name in one pack are told apart by a number: `…slos.checkout-availability#2`. */
const inPlace = (fact: PackFact, { evaluators: [evaluator] }: Model): readonly ObjectiveInPlace[] => {
  const count = new Map<string, number>();
  return fact.pack.slos.map((slo) => {
    const number = (count.get(slo.name) ?? 0) + 1;
    count.set(slo.name, number);
    return {
      path: `${fact.path}.slos.${slo.name}${number === 1 ? "" : `#${number}`}`,
      slo,
      fact,
      evaluator,
      scrapeInterval: fact.pack.scrapeInterval ?? evaluator?.scrapeInterval,
    };
  });
};

/** The names of all of its alerts, each once: levels of one severity share theirs. */
export const alertNamesOf = (slo: Slo): readonly string[] => [
  ...new Set(slo.levels.map((level) => burnAlertName(slo, level))),
  missingDataAlertName(slo),
];

const owners = new WeakMap<Model, ReadonlyMap<string, readonly ObjectiveInPlace[]>>();

/** By the path of a rule, the objectives that it was computed from: several, where they have one name. */
export const objectivesByRule = (model: Model): ReadonlyMap<string, readonly ObjectiveInPlace[]> => {
  const known = owners.get(model) ?? findOwners(model);
  owners.set(model, known);
  return known;
};

const findOwners = (model: Model): ReadonlyMap<string, readonly ObjectiveInPlace[]> => {
  const byKey = new Map<string, ObjectiveInPlace[]>();
  for (const objective of objectivesOf(model))
    for (const key of [objective.slo.name, ...alertNamesOf(objective.slo)]) {
      const whole = `${objective.fact.path} ${key}`;
      byKey.set(whole, [...(byKey.get(whole) ?? []), objective]);
    }
  return new Map(
    contentOf(model).rules.flatMap(({ path, fact, rule }) => {
      const found = byKey.get(`${fact.path} ${keyOf(rule)}`);
      return found === undefined ? [] : [[path, found] as const];
    }),
  );
};

/** Recordings of an objective carry its name in a label, alerts in their own. */
const keyOf = (rule: RecordingRule | DeployedAlert): string =>
  rule.kind === "record" ? (rule.labels["slo"] ?? "") : rule.name;
