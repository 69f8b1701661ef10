/** Infers which labels the series of an expression carry. */
import type { SeriesDefinition } from "../model";
import { aggregationLabels } from "./aggregation-labels";
import type { Node } from "./ast";
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
import { selectorLabels } from "./selector-labels";

/** A recording rule as inference reads it. */
export interface Recorded {
  readonly name: string;
  readonly node: Node;
  readonly labels: Readonly<Record<string, string>>;
}

/** They carry the labels of the alerts that they tell of, whatever these are. */
const SERIES_OF_ALERTS: ReadonlySet<string> = new Set(["ALERTS", "ALERTS_FOR_STATE"]);

const inferred = new WeakMap<World, WeakMap<Node, LabelSet>>();

/** What is known of the labels of the series that a node gives. Asked twice, it is computed once. */
export const labelsOf = (node: Node, world: World): LabelSet => {
  const sets = inferred.get(world) ?? new WeakMap<Node, LabelSet>();
  inferred.set(world, sets);
  const set = sets.get(node) ?? infer(node, world);
  sets.set(node, set);
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
  const rules = new Map<string, Recorded[]>();
  for (const rule of recorded) rules.set(rule.name, [...(rules.get(rule.name) ?? []), rule]);
  const known = new Map<string, LabelSet>();
  const world: World = {
    series: (name) => byName.get(name),
    open: (name) => open.has(name) || SERIES_OF_ALERTS.has(name),
    recorded: (name) => {
      const own = rules.get(name);
      if (own === undefined) return undefined;
      const before = known.get(name);
      if (before !== undefined) return before;
      // A rule that reads itself, through others or not, finds this instead of an end.
      known.set(name, withStates(ANY_LABELS, [[NAME, { presence: "always", values: [name] }]]));
      const set = own.map((rule) => recordedLabels(rule, world)).reduce((a, b) => union(a, b));
      known.set(name, set);
      return set;
    },
  };
  return world;
};

/** What a rule writes: its series under its own name, with its own labels in place of theirs. */
const recordedLabels = ({ name, node, labels }: Recorded, world: World): LabelSet => {
  const added = Object.entries(labels).map(([label, value]): readonly [string, LabelState] => [
    label,
    value === "" ? { presence: "never" } : { presence: "always", values: [value] },
  ]);
  return withStates(labelsOf(node, world), [...added, [NAME, { presence: "always", values: [name] }]]);
};
