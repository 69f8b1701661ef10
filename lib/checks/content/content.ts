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
  type RuleGroup,
} from "../../model";
import { parseRule, worldOf, type Node, type SyntaxProblem, type World } from "../../query";

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
  /** The recording rules of that name. */
  readonly recordedAs: (name: string) => readonly RuleInPlace<RecordingRule>[];
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

/** Rules of one name in one pack are told apart by a number: `…alerts.QueueLong#2`. */
const inPlace = <Rule extends RecordingRule | DeployedAlert>(
  fact: PackFact,
  section: string,
  rules: readonly Rule[],
): readonly RuleInPlace<Rule>[] => {
  const count = new Map<string, number>();
  return rules.map((rule) => {
    const number = (count.get(rule.name) ?? 0) + 1;
    count.set(rule.name, number);
    const text = textOf(rule.expr);
    const path = `${fact.path}.${section}.${rule.name}${number === 1 ? "" : `#${number}`}`;
    return { path, fact, rule, text, ...parseRule(text) };
  });
};

const namesIn = ({ name, rules }: RuleGroup) => ({
  name,
  rules: rules.map((rule) => ("record" in rule ? rule.record : rule.alert)),
});

const compute = (model: Model): Content => {
  const recordings = model.packs.flatMap((fact) => inPlace(fact, "recordingRules", fact.pack.recordingRules));
  const alerts = model.packs.flatMap((fact) => inPlace(fact, "alerts", fact.pack.alerts));
  const contracts: readonly MetricContract[] = [
    scrape,
    ...model.packs.flatMap(({ pack }) => (pack.metrics === undefined ? [] : [pack.metrics])),
  ];
  // What one rule of a name gives says nothing of the series of another one that cannot be read.
  const unreadable = new Set(recordings.flatMap(({ rule, node }) => (node === undefined ? [rule.name] : [])));
  const closed = model.packs.every(({ pack }) => pack.metrics !== undefined);
  const byName = new Map<string, RuleInPlace<RecordingRule>[]>();
  for (const each of recordings) byName.set(each.rule.name, [...(byName.get(each.rule.name) ?? []), each]);
  return {
    recordings,
    recordedAs: (name) => byName.get(name) ?? [],
    alerts,
    rules: [...recordings, ...alerts],
    groups: model.packs.flatMap((fact) =>
      (fact.groups ?? ruleGroups(fact.pack).map(namesIn)).map((group) => ({ ...group, path: fact.path, fact })),
    ),
    world: worldOf(
      contracts.flatMap((contract) => Object.values(contract).flatMap(seriesOf)),
      recordings.flatMap(({ rule, node }) =>
        node === undefined || unreadable.has(rule.name) ? [] : [{ name: rule.name, node, labels: rule.labels }],
      ),
      // Of targets elsewhere nobody knows the labels.
      closed ? undefined : new Set(Object.values(scrape).map(({ name }) => name)),
    ),
    closed,
    evaluator: model.evaluators[0],
  };
};
