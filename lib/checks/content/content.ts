/** The rules of a model as checks read them: each with its place, its tree and the world that its names live in. Computed once for all checks. */
import {
  groupedRules,
  once,
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
import {
  parseRule,
  ruleIndex,
  worldOf,
  type Node,
  type RuleIndex,
  type VectorSelector,
  type SyntaxProblem,
  type World,
} from "../../query";

/** What Prometheus is asked, by a rule or by a dashboard. */
export interface ExpressionInPlace {
  /** `prod.packs.loki.alerts.LokiRequestErrors`, `prod.dashboards.loki.panels.Errors.queries.A` */
  readonly path: string;
  /** Where the expression itself stands: `prod.packs.loki.alerts.LokiRequestErrors.expr`. */
  readonly exprPath: string;
  /** The rule that asks; undefined where a dashboard does. */
  readonly rule?: RecordingRule | DeployedAlert;
  /** Whether the labels of the series are looked at and not their values, as variables of dashboards do. @default false */
  readonly labelsOnly?: boolean;
  readonly text: string;
  /** Undefined where Prometheus would not read it; then `problems` says why. */
  readonly node?: Node;
  readonly problems: readonly SyntaxProblem[];
}

export interface RuleInPlace<
  Rule extends RecordingRule | DeployedAlert = RecordingRule | DeployedAlert,
> extends ExpressionInPlace {
  readonly fact: PackFact;
  readonly rule: Rule;
}

/** The rules through which an expression has been followed, so that a circle ends. */
export type Followed = ReadonlySet<RuleInPlace>;

export interface GroupInPlace {
  readonly path: string;
  readonly name: string;
  readonly fact: PackFact;
  /** In the order of evaluation. */
  readonly rules: readonly RuleInPlace[];
}

export interface Content {
  readonly recordings: readonly RuleInPlace<RecordingRule>[];
  /** The recording rules of that name. */
  readonly recordedAs: (name: string) => readonly RuleInPlace<RecordingRule>[];
  /** Those of them whose series the matchers can find, for all that their static labels say. */
  readonly recorders: RuleIndex<RuleInPlace<RecordingRule>>["found"];
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

/** The rules that a selector reads under a name and that have not been followed yet. */
export const ahead = (
  { recorders }: Content,
  name: string,
  { matchers }: VectorSelector,
  followed: Followed,
): readonly RuleInPlace<RecordingRule>[] => recorders(name, matchers).filter((rule) => !followed.has(rule));

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
    // Of many services that are alike, most rules are never read.
    const parsed = once(() => parseRule(text));
    return {
      path,
      exprPath: `${path}.expr`,
      fact,
      rule,
      text,
      get node() {
        return parsed().node;
      },
      get problems() {
        return parsed().problems;
      },
    };
  });
};

/** Rules by what they are known as in a group; the first of a kind is taken first. */
const takenFrom = <Key>(rules: readonly RuleInPlace[], keyOf: (rule: RuleInPlace) => Key) => {
  const left = new Map<Key, RuleInPlace[]>();
  for (const rule of [...rules].reverse()) {
    const key = keyOf(rule);
    const same = left.get(key);
    if (same === undefined) left.set(key, [rule]);
    else same.push(rule);
  }
  return (key: Key): readonly RuleInPlace[] => {
    const next = left.get(key)?.pop();
    return next === undefined ? [] : [next];
  };
};

const groupsOf = (fact: PackFact, rules: readonly RuleInPlace[]): readonly GroupInPlace[] => {
  const { path } = fact;
  if (fact.groups === undefined) {
    const place = takenFrom(rules, ({ rule }) => rule);
    return groupedRules(fact.pack).map((group) => ({
      path,
      fact,
      name: group.name,
      rules: group.rules.flatMap(place),
    }));
  }
  const place = takenFrom(rules, ({ rule }) => rule.name);
  return fact.groups.map((group) => ({ path, fact, name: group.name, rules: group.rules.flatMap(place) }));
};

interface PackInPlace {
  readonly fact: PackFact;
  readonly recordings: readonly RuleInPlace<RecordingRule>[];
  readonly alerts: readonly RuleInPlace<DeployedAlert>[];
}

const placedPacks = new WeakMap<PackFact, PackInPlace>();

/** The same in each model that has the pack: of many alike, a model of a few is made. */
const packInPlace = (fact: PackFact): PackInPlace => {
  const known = placedPacks.get(fact) ?? {
    fact,
    recordings: inPlace(fact, "recordingRules", fact.pack.recordingRules),
    alerts: inPlace(fact, "alerts", fact.pack.alerts),
  };
  placedPacks.set(fact, known);
  return known;
};

const compute = (model: Model): Content => {
  const packs = model.packs.map(packInPlace);
  const recordings = packs.flatMap((each) => each.recordings);
  const alerts = packs.flatMap((each) => each.alerts);
  const contracts: readonly MetricContract[] = [
    scrape,
    ...model.packs.flatMap(({ pack }) => (pack.metrics === undefined ? [] : [pack.metrics])),
  ];
  const closed = model.packs.every(({ pack }) => pack.metrics !== undefined);
  const index = once(() => ruleIndex(recordings, ({ rule }) => rule));
  const world = once(() =>
    worldOf(
      contracts.flatMap((contract) => Object.values(contract).flatMap(seriesOf)),
      recordings.map((each) => ({
        name: each.rule.name,
        labels: each.rule.labels,
        get node() {
          return each.node;
        },
      })),
      // Of targets elsewhere nobody knows the labels.
      closed ? undefined : new Set(Object.values(scrape).map(({ name }) => name)),
    ),
  );
  return {
    recordings,
    recordedAs: (name) => index().named(name),
    recorders: (name, matchers) => index().found(name, matchers),
    alerts,
    rules: [...recordings, ...alerts],
    groups: packs.flatMap((each) => groupsOf(each.fact, [...each.recordings, ...each.alerts])),
    get world() {
      return world();
    },
    closed,
    evaluator: model.evaluators[0],
  };
};
