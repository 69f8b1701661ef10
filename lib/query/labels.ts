/** Infers which labels the series of an expression carry. */
import type { SeriesDefinition } from "../model";
import { aggregationLabels } from "./aggregation-labels";
import type { Node, VectorSelector } from "./ast";
import { binaryLabels } from "./binary-labels";
import { callLabels } from "./function-labels";
import {
  ANY_LABELS,
  NAME,
  NO_LABELS,
  union,
  unnamed,
  withStates,
  type LabelSet,
  type LabelState,
  type World,
} from "./label-set";
import { ruleIndex } from "./rule-index";
import { selectorLabels } from "./selector-labels";

/** A recording rule as inference reads it. */
export interface Recorded {
  readonly name: string;
  /** Undefined where it cannot be read; then nothing is known of any series of its name. */
  readonly node: Node | undefined;
  readonly labels: Readonly<Record<string, string>>;
}

/** They carry the labels of the alerts that they tell of, whatever these are. */
const SERIES_OF_ALERTS: ReadonlySet<string> = new Set(["ALERTS", "ALERTS_FOR_STATE"]);

/** What has been inferred in a world. It lives as long as the world, as the trees do anyway. */
interface Inferred {
  readonly nodes: Map<Node, LabelSet>;
  /** Of all series of the names that a selector can find. */
  readonly names: Map<string, LabelSet>;
}

const inferred = new WeakMap<World, Inferred>();

const inferredIn = (world: World): Inferred => {
  const known = inferred.get(world) ?? { nodes: new Map<Node, LabelSet>(), names: new Map<string, LabelSet>() };
  inferred.set(world, known);
  return known;
};

/** What is known of the labels of the series that a node gives. Asked twice, it is computed once. */
export const labelsOf = (node: Node, world: World): LabelSet => {
  const { nodes } = inferredIn(world);
  const set = nodes.get(node) ?? infer(node, world);
  nodes.set(node, set);
  return set;
};

/** What is known of all series that a selector could find by its name, whatever else it asks for. */
export const labelsByName = ({ metric, matchers }: VectorSelector, world: World): LabelSet => {
  const named = matchers.filter(({ label }) => label === NAME);
  const { names } = inferredIn(world);
  const key = [metric, ...named.map(({ operator, value }) => operator + value)].join("\n");
  const set = names.get(key) ?? selectorLabels({ metric, matchers: named }, world);
  names.set(key, set);
  return set;
};

const infer = (node: Node, world: World): LabelSet => {
  const below = (child: Node): LabelSet => labelsOf(child, world);
  switch (node.kind) {
    case "number":
    case "string":
      return NO_LABELS;
    case "selector":
      return selectorLabels(node, world);
    case "subquery":
    case "parentheses":
      return below(node.expr);
    case "unary":
      return node.operator === "-" ? unnamed(below(node.expr)) : below(node.expr);
    case "call":
      return callLabels(node, below);
    case "aggregation":
      return aggregationLabels(node, below(node.expr));
    case "binary":
      return binaryLabels(node, below(node.left), below(node.right));
  }
};

/**
 * The world of these series and recording rules.
 * @param open names of series that may carry labels that their contract does not know
 */
export const worldOf = (
  series: readonly SeriesDefinition[],
  recorded: readonly Recorded[],
  open: ReadonlySet<string> = SERIES_OF_ALERTS,
): World => {
  const byName = new Map(series.map((each) => [each.name, each]));
  const rules = ruleIndex(recorded, (rule) => rule);
  const readable = new Map<string, boolean>();
  const isReadable = (name: string): boolean => {
    const known = readable.get(name) ?? rules.named(name).every(({ node }) => node !== undefined);
    readable.set(name, known);
    return known;
  };
  const sets = new Map<Recorded, LabelSet>();
  const unions = new Map<string, LabelSet>();
  const underway = new Set<Recorded>();
  const setOf = (rule: Recorded): LabelSet => {
    const known = sets.get(rule);
    if (known !== undefined) return known;
    // A rule that reads itself, through others or not, finds this instead of an end.
    if (underway.has(rule)) return withStates(ANY_LABELS, [[NAME, { presence: "always", values: [rule.name] }]]);
    underway.add(rule);
    const set = recordedLabels(rule, world);
    underway.delete(rule);
    sets.set(rule, set);
    return set;
  };
  const unionFor = (key: string, found: readonly Recorded[]): LabelSet => {
    const known = unions.get(key);
    if (known !== undefined) return known;
    const set = unionOf(found.map(setOf));
    // In the middle of a circle, not all is known yet.
    if (underway.size === 0 || !found.some((rule) => underway.has(rule))) unions.set(key, set);
    return set;
  };
  const world: World = {
    series: (name) => byName.get(name),
    open: (name) => open.has(name) || SERIES_OF_ALERTS.has(name),
    recorded: (name, matchers = []) => {
      const own = rules.named(name);
      if (own.length === 0 || !isReadable(name)) return undefined;
      const found = rules.found(name, matchers);
      // Of what nothing satisfies, the other checks want to know what there would be.
      if (found.length === 0 || found.length === own.length) return unionFor(name, own);
      const [only] = found;
      if (only !== undefined && found.length === 1) return setOf(only);
      return unionFor([name, ...matchers.flatMap((each) => [each.label, each.operator, each.value])].join("\n"), found);
    },
  };
  return world;
};

/** Halves first, so that the lists of values of thousands of rules are not copied thousands of times. */
const unionOf = (sets: readonly LabelSet[]): LabelSet => {
  const [first = ANY_LABELS, second] = sets;
  if (second === undefined) return first;
  const middle = Math.ceil(sets.length / 2);
  return union(unionOf(sets.slice(0, middle)), unionOf(sets.slice(middle)));
};

/** What a rule writes: its series under its own name, with its own labels in place of theirs. */
const recordedLabels = ({ name, node, labels }: Recorded, world: World): LabelSet => {
  const added = Object.entries(labels).map(([label, value]): readonly [string, LabelState] => [
    label,
    value === "" ? { presence: "never" } : { presence: "always", values: [value] },
  ]);
  return withStates(node === undefined ? ANY_LABELS : labelsOf(node, world), [
    ...added,
    [NAME, { presence: "always", values: [name] }],
  ]);
};
