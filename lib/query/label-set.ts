/** What is known of the labels of the series that an expression gives: the type system of the product, as data and as algebra. */
import type { SeriesDefinition } from "../model";
import type { Matcher } from "./ast";

/** The labels of a set of series. A label that is neither in `always` nor in `sometimes` is on none of them, unless the set is `open`. */
export interface LabelSet {
  /** On each series, not empty. */
  readonly always: ReadonlySet<string>;
  /** On some series only, or perhaps on none. */
  readonly sometimes: ReadonlySet<string>;
  /** The series may carry labels that nobody declared, because their metric has no contract. */
  readonly open: boolean;
  /** On none of the series, although the set is open: the query itself has taken them away. */
  readonly never: ReadonlySet<string>;
  /** The values that a label has where it is set, as far as they are bounded. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** Labels that tell the series apart: two series never agree in all of them. Undefined where unknown. */
  readonly key?: ReadonlySet<string>;
  /**
   * Labels of which there are several values for certain: as long as there are series at all, some of them differ in that label (and in
   * what follows from it) and agree in all others. What a contract says of the labels of its instruments; any filter ends the certainty.
   */
  readonly dimensions: ReadonlySet<string>;
}

/** What the names in queries mean: the contracts and recording rules of a model. */
export interface World {
  /** The metric that a series name belongs to; undefined where no contract has it. */
  readonly series: (name: string) => SeriesDefinition | undefined;
  /**
   * The labels of what recording rules give; undefined where no rule records that name.
   * @param matchers leave out rules whose own labels they exclude @default none
   */
  readonly recorded: (name: string, matchers?: readonly Matcher[]) => LabelSet | undefined;
  /** Whether series of that name may carry labels that their contract does not know. */
  readonly open: (name: string) => boolean;
}

/** Prometheus keeps the name of a series in a label. */
export const NAME = "__name__";

export type Presence = "always" | "sometimes" | "never";

/** What is known of one label. */
export interface LabelState {
  readonly presence: Presence;
  /** Undefined where any value is possible. */
  readonly values?: readonly string[];
}

const NONE: ReadonlySet<string> = new Set();

export const stateOf = (set: LabelSet, label: string): LabelState => ({
  presence: set.always.has(label)
    ? "always"
    : set.sometimes.has(label) || (set.open && !set.never.has(label))
      ? "sometimes"
      : "never",
  values: set.values.get(label),
});

/** Whether a series of the set can carry the label. */
export const mayCarry = ({ always, sometimes, open, never }: LabelSet, label: string): boolean =>
  always.has(label) || sometimes.has(label) || (open && !never.has(label));

/** The labels that the set speaks of; those of `never` only matter while it is open. */
const mentioned = (set: LabelSet): readonly string[] => [...set.always, ...set.sometimes, ...set.never];

/** All labels that its series can carry; undefined where that is unknown. */
export const allLabels = (set: LabelSet): ReadonlySet<string> | undefined =>
  set.open ? undefined : new Set([...set.always, ...set.sometimes]);

interface Facts {
  readonly open?: boolean;
  /** "all": no two series have the same labels, which is all that is known. */
  readonly key?: ReadonlySet<string> | "all";
  readonly dimensions?: Iterable<string>;
}

/** A set from what is known of each label, the last word counting; the others are on no series, or unknown in an open one. */
export const labelSet = (labels: Iterable<readonly [string, LabelState]>, facts: Facts = {}): LabelSet => {
  const { open = false, key, dimensions = [] } = facts;
  const always = new Set<string>();
  const sometimes = new Set<string>();
  const never = new Set<string>();
  const bounded = new Map<string, readonly string[]>();
  for (const [label, { presence, values }] of new Map(labels)) {
    if (presence === "always") always.add(label);
    else if (presence === "sometimes") sometimes.add(label);
    else if (open) never.add(label);
    if (presence !== "never" && values !== undefined) bounded.set(label, values);
  }
  const all = open ? undefined : new Set([...always, ...sometimes]);
  return {
    always,
    sometimes,
    open,
    never,
    values: bounded,
    key: key === "all" ? all : key,
    dimensions: dimensionsOf(dimensions, always, bounded),
  };
};

/** What a bounded label, or one that is missing somewhere, cannot be is no dimension. */
const dimensionsOf = (
  dimensions: Iterable<string>,
  always: ReadonlySet<string>,
  values: LabelSet["values"],
): ReadonlySet<string> =>
  new Set([...dimensions].filter((label) => always.has(label) && (values.get(label)?.length ?? 2) > 1));

/** One series without labels: a number, `sum(x)`. */
export const NO_LABELS: LabelSet = labelSet([], { key: NONE });
/** Series of which nothing is known. */
export const ANY_LABELS: LabelSet = labelSet([], { open: true });

/** Everything known of each label that the set mentions. */
export const statesOf = (set: LabelSet): Map<string, LabelState> =>
  new Map(mentioned(set).map((label) => [label, stateOf(set, label)]));

/**
 * The same labels after more is known of one of them. A matcher on a label that was there before leaves all the others alone, so that they are
 * shared and not copied: of all that is computed of labels, nothing is computed as often.
 */
export const withState = (
  set: LabelSet,
  label: string,
  state: LabelState,
  { key, dimensions }: Pick<LabelSet, "key"> & { readonly dimensions: Iterable<string> },
): LabelSet => {
  const { always, sometimes, never, open } = set;
  if (!{ always, sometimes, never }[state.presence].has(label))
    return labelSet([...statesOf(set), [label, state]], { open, key, dimensions });
  const values = new Map(set.values);
  if (state.presence === "never" || state.values === undefined) values.delete(label);
  else values.set(label, state.values);
  return { always, sometimes, open, never, values, key, dimensions: dimensionsOf(dimensions, always, values) };
};

/** The same series after some of their labels have changed, each in its own way or all in the same. */
const changed = (set: LabelSet, states: readonly (readonly [string, LabelState])[]): LabelSet => {
  const { key, open } = set;
  const names = new Set(states.map(([label]) => label));
  const keyStays = key !== undefined && ![...key].some((label) => names.has(label));
  // A label that followed from the key may pin what is left of it.
  const certain =
    keyStays ||
    (key !== undefined && [...set.always, ...set.sometimes].every((label) => label === NAME || key.has(label)));
  return labelSet([...statesOf(set), ...states], {
    open,
    key: keyStays ? key : "all",
    dimensions: certain ? [...set.dimensions].filter((label) => !names.has(label)) : [],
  });
};

/** The same series with some labels set anew; they stay different from each other, or Prometheus refuses. */
export const withStates = (set: LabelSet, states: Iterable<readonly [string, LabelState]>): LabelSet =>
  changed(set, [...states]);

/** The same series without some labels; they stay different from each other, or Prometheus refuses. */
export const withoutLabels = (set: LabelSet, labels: Iterable<string>): LabelSet => {
  const gone = [...labels].filter((label) => mayCarry(set, label));
  return gone.length === 0
    ? set
    : changed(
        set,
        gone.map((label) => [label, { presence: "never" }] as const),
      );
};

/**
 * The dimensions that are left when series are picked by labels. A label outside of the key may follow from any of the others: who picks by
 * it picks by those, too.
 */
export const dimensionsBeside = (set: LabelSet, picked: readonly string[]): readonly string[] => {
  const { key, dimensions } = set;
  const varying = picked.filter((label) => mayCarry(set, label) && set.values.get(label)?.length !== 1);
  if (key === undefined || !varying.every((label) => key.has(label))) return [];
  return [...dimensions].filter((label) => !picked.includes(label));
};

/** Some of the series: which ones depends on their values, so nothing is certain of what is left. */
export const filtered = (set: LabelSet): LabelSet => (set.dimensions.size === 0 ? set : { ...set, dimensions: NONE });

const unnamedSets = new WeakMap<LabelSet, LabelSet>();

/** The series under no name. Many expressions begin with the same series, so that it is computed once. */
export const unnamed = (set: LabelSet): LabelSet => {
  const known = unnamedSets.get(set) ?? withoutLabels(set, [NAME]);
  unnamedSets.set(set, known);
  return known;
};

/** What is known of a label on series of which some are in the one state and some in the other. */
export const either = (a: LabelState, b: LabelState): LabelState => {
  if (a.presence === "never") return b.presence === "never" ? b : { ...b, presence: "sometimes" };
  if (b.presence === "never") return { ...a, presence: "sometimes" };
  return {
    presence: a.presence === "always" && b.presence === "always" ? "always" : "sometimes",
    values: a.values && b.values && [...new Set([...a.values, ...b.values])],
  };
};

/** Series of the one and of the other. */
export const union = (a: LabelSet, b: LabelSet, key: Facts["key"] = "all"): LabelSet => {
  const both = labelSet(
    [...new Set([...mentioned(a), ...mentioned(b)])].map(
      (label) => [label, either(stateOf(a, label), stateOf(b, label))] as const,
    ),
    { open: a.open || b.open, key },
  );
  // Where the keys differ, a label of the one may follow from a label that only the other counts.
  const alike = sameLabels(a.key, b.key) && sameLabels(a.key, both.key);
  return { ...both, dimensions: new Set(alike ? [...a.dimensions].filter((label) => b.dimensions.has(label)) : []) };
};

const sameLabels = (a: LabelSet["key"], b: LabelSet["key"]): boolean =>
  a !== undefined && b !== undefined && isSubset(a, b) && isSubset(b, a);

/** What is known of a label that has the same value, or is missing alike, on both of two series. */
export const met = (a: LabelState, b: LabelState): LabelState => ({
  presence:
    a.presence === "always" || b.presence === "always"
      ? "always"
      : a.presence === "never" || b.presence === "never"
        ? "never"
        : "sometimes",
  values: a.values && b.values ? a.values.filter((value) => b.values?.includes(value)) : (a.values ?? b.values),
});

/** The labels that either of the sets mentions, names of series left out. */
export const labelsOfBoth = (a: LabelSet, b: LabelSet): ReadonlySet<string> =>
  new Set([...mentioned(a), ...mentioned(b)].filter((label) => label !== NAME));

export const isSubset = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  [...a].every((each) => b.has(each));
