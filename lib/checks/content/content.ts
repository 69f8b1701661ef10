/** The rules of a model as checks read them: each with its place, its tree and the world that its names live in. Computed once for all checks. */
import {
  ruleGroups,
  scrape,
  seriesOf,
  textOf,
  type DeployedAlert,
  type MetricContract,
  type Model,
  type PackFact,
  type RecordingRule,
  type RuleEvaluator,
} from "../../model";
import { parsePromql, worldOf, type Node, type SyntaxProblem, type World } from "../../query";

export interface RuleInPlace<Rule extends RecordingRule | DeployedAlert = RecordingRule | DeployedAlert> {
  /** `prod.packs.loki.alerts.LokiRequestErrors` */
  readonly path: string;
  readonly fact: PackFact;
  readonly rule: Rule;
  readonly text: string;
  /** Undefined where Prometheus would not read it; then `problems` says why. */
  readonly node?: Node;
  readonly problems: readonly SyntaxProblem[];
}

export interface GroupInPlace {
  readonly path: string;
  readonly name: string;
  readonly fact: PackFact;
  /** Names of its rules in the order of evaluation. */
  readonly rules: readonly string[];
}

export interface Content {
  readonly recordings: readonly RuleInPlace<RecordingRule>[];
  readonly alerts: readonly RuleInPlace<DeployedAlert>[];
  /** Both. */
  readonly rules: readonly RuleInPlace[];
  readonly groups: readonly GroupInPlace[];
  readonly world: World;
  /** Whether all packs have a contract, so that a name that nobody declared is a mistake. */
  readonly closed: boolean;
  readonly evaluator?: RuleEvaluator;
}

const cache = new WeakMap<Model, Content>();

export const contentOf = (model: Model): Content => {
  const known = cache.get(model) ?? compute(model);
  cache.set(model, known);
  return known;
};

const inPlace = <Rule extends RecordingRule | DeployedAlert>(
  fact: PackFact,
  section: string,
  rule: Rule,
): RuleInPlace<Rule> => {
  const text = textOf(rule.expr);
  return { path: `${fact.path}.${section}.${rule.name}`, fact, rule, text, ...parsePromql(text) };
};

const compute = (model: Model): Content => {
  const recordings = model.packs.flatMap((fact) =>
    fact.pack.recordingRules.map((rule) => inPlace(fact, "recordingRules", rule)),
  );
  const alerts = model.packs.flatMap((fact) => fact.pack.alerts.map((rule) => inPlace(fact, "alerts", rule)));
  const contracts: readonly MetricContract[] = [
    scrape,
    ...model.packs.flatMap(({ pack }) => (pack.metrics === undefined ? [] : [pack.metrics])),
  ];
  return {
    recordings,
    alerts,
    rules: [...recordings, ...alerts],
    groups: model.packs.flatMap((fact) =>
      ruleGroups(fact.pack).map(({ name, rules }) => ({
        path: fact.path,
        name,
        fact,
        rules: rules.map((rule) => ("record" in rule ? rule.record : rule.alert)),
      })),
    ),
    world: worldOf(
      contracts.flatMap((contract) => Object.values(contract).flatMap(seriesOf)),
      recordings.flatMap(({ rule, node }) =>
        node === undefined ? [] : [{ name: rule.name, node, labels: rule.labels }],
      ),
    ),
    closed: model.packs.every(({ pack }) => pack.metrics !== undefined),
    evaluator: model.evaluators[0],
  };
};
