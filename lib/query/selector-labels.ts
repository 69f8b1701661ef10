/** The labels of what a selector finds: those of the contract, narrowed by its matchers. */
import { bucketLabel, type Metric, type SeriesDefinition, type SeriesRole } from "../model";
import type { Matcher, VectorSelector } from "./ast";
import {
  ANY_LABELS,
  labelSet,
  NAME,
  stateOf,
  statesOf,
  union,
  withState,
  withStates,
  type LabelSet,
  type LabelState,
  type World,
} from "./label-set";
import { alternatives, isVariable, matched } from "./matcher-values";

/** They say where something is: a pod follows from its name well enough, whatever its namespace. */
const PLACES: ReadonlySet<string> = new Set(["cluster", "region", "namespace", "service", "job"]);

/** They describe what they stand on, and are the same on all series of a target. */
const DESCRIBING = /^otel_scope_|^(go)?version$|_version$|^revision$|^branch$/;

/** The label that a part of a histogram or a summary has on top of the labels of its metric. */
const partLabels = ({ buckets }: Metric, role: SeriesRole): readonly (readonly [string, LabelState])[] => {
  if (role === "quantile") return [["quantile", { presence: "always" }]];
  if (role !== "bucket") return [];
  const bounds = Array.isArray(buckets) ? [...(buckets as readonly number[]), Infinity] : undefined;
  return [["le", { presence: "always", values: bounds?.map(bucketLabel) }]];
};

const contractLabels = ({ name, metric, role }: SeriesDefinition): LabelSet => {
  const { labels, optionalLabels, targetLabels, optionalTargetLabels, identifiedBy } = metric;
  const part = partLabels(metric, role);
  const own = Object.entries(labels).map(([label, values]): readonly [string, LabelState] => [
    label,
    {
      presence: optionalLabels.includes(label) || (values !== "any" && values.includes("")) ? "sometimes" : "always",
      values: values === "any" ? undefined : values.filter((value) => value !== ""),
    },
  ]);
  const added = part.map(([label]) => label);
  const states = new Map<string, LabelState>([
    ...optionalTargetLabels.map((label) => [label, { presence: "sometimes" }] as const),
    ...targetLabels.map((label) => [label, { presence: "always" }] as const),
    ...part,
    ...own,
  ]);
  // The labels of an info metric describe its one series; they do not tell several apart.
  const dimensions = identifiedBy ?? (metric.name.endsWith("_info") ? [] : Object.keys(labels));
  return labelSet([...states, [NAME, { presence: "always", values: [name] }]], {
    key: new Set([...(identifiedBy ?? states.keys()), ...added]),
    dimensions: [...dimensions.filter((label) => !PLACES.has(label) && !DESCRIBING.test(label)), ...added],
  });
};

const cache = new WeakMap<SeriesDefinition, LabelSet>();

const ofDefinition = (definition: SeriesDefinition): LabelSet => {
  const known = cache.get(definition) ?? contractLabels(definition);
  cache.set(definition, known);
  return known;
};

const openedSets = new WeakMap<LabelSet, LabelSet>();

const opened = (set: LabelSet): LabelSet => {
  const known = openedSets.get(set) ?? labelSet(statesOf(set), { open: true });
  openedSets.set(set, known);
  return known;
};

/** The labels of all series of a name; of recorded ones, only what rules that the matchers exclude do not write. */
const ofName = (name: string, matchers: readonly Matcher[], world: World): LabelSet => {
  const definition = world.series(name);
  const recorded = world.recorded(name, matchers);
  const exported = definition && (world.open(name) ? opened(ofDefinition(definition)) : ofDefinition(definition));
  if (exported && recorded) return union(exported, recorded);
  return exported ?? recorded ?? withStates(ANY_LABELS, [[NAME, { presence: "always", values: [name] }]]);
};

/** What a selector finds its series by. */
type Selecting = Pick<VectorSelector, "metric" | "matchers">;

/** The names that a selector can find; undefined where they are not listed. */
export const namesOf = ({ metric, matchers }: Selecting): readonly string[] | undefined => {
  if (metric !== undefined) return [metric];
  for (const { label, operator, value } of matchers)
    if (label === NAME && !isVariable(value)) {
      const names = operator === "=" ? [value] : operator === "=~" ? alternatives(value) : undefined;
      if (names !== undefined && names.every((name) => name !== "")) return names;
    }
  return undefined;
};

const all = (names: readonly string[], matchers: readonly Matcher[], world: World): LabelSet | undefined =>
  names
    .map((name) => ofName(name, matchers, world))
    .reduce<LabelSet | undefined>((before, each) => (before === undefined ? each : union(before, each)), undefined);

const narrowedSets = new WeakMap<LabelSet, Map<string, LabelSet>>();

/** Most selectors ask the same series for the same as others do. */
const narrowed = (set: LabelSet, matcher: Matcher): LabelSet => {
  const sets = narrowedSets.get(set) ?? new Map<string, LabelSet>();
  narrowedSets.set(set, sets);
  const { label, operator, value } = matcher;
  const key = `${label.length} ${label}${operator} ${value}`;
  const known = sets.get(key) ?? fewer(set, matcher);
  sets.set(key, known);
  return known;
};

/** Fewer of the same series; a label with one value left no longer tells them apart. */
const fewer = (set: LabelSet, matcher: Matcher): LabelSet => {
  const { label, operator } = matcher;
  const before = stateOf(set, label);
  const after = matched(before, matcher);
  const pinned = after.presence === "never" || (after.presence === "always" && after.values?.length === 1);
  // Which of endless many values a regular expression leaves, nobody knows.
  const certain = before.values !== undefined || operator === "!=";
  // What a label outside of the key follows from may be left with one value.
  const dimensions = set.key?.has(label) ? set.dimensions : new Set<string>();
  return withState(set, label, after, {
    key: set.key && (pinned ? new Set([...set.key].filter((each) => each !== label)) : set.key),
    dimensions: certain ? dimensions : [...dimensions].filter((each) => each !== label),
  });
};

export const selectorLabels = (selector: Selecting, world: World): LabelSet => {
  const names = namesOf(selector);
  const matchers = selector.matchers.filter(({ label }) => label !== NAME);
  const found = (names && all(names, matchers, world)) ?? withStates(ANY_LABELS, [[NAME, { presence: "always" }]]);
  return matchers.reduce(narrowed, found);
};
