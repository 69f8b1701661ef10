/** The labels of what an operation between two sets of series gives. */
import { COMPARISONS, SET_OPERATORS, type Binary, type Matching, type Node } from "./ast";
import {
  allLabels,
  dimensionsBeside,
  filtered,
  labelSet,
  labelsOfBoth,
  mayCarry,
  met,
  NAME,
  NO_LABELS,
  stateOf,
  statesOf,
  union,
  unnamed,
  withoutLabels,
  withStates,
  type LabelSet,
  type LabelState,
} from "./label-set";
import { typeOf } from "./types";

const isScalar = (node: Node): boolean => typeOf(node) === "scalar";

/** An operation between two sets of series, whose labels have to match. */
export const isVectorMatching = ({ left, right }: Binary): boolean => !isScalar(left) && !isScalar(right);

/** Whether the values of a label are compared in a matching; the names of series never are, unless `on` asks for them. */
const isMatched = (matching: Matching | undefined, label: string): boolean =>
  matching?.kind === "on" ? matching.labels.includes(label) : label !== NAME && !matching?.labels.includes(label);

/** The labels whose values are compared, as far as either side is known to have them. */
export const matchedLabels = (matching: Matching | undefined, left: LabelSet, right: LabelSet): readonly string[] =>
  matching?.kind === "on"
    ? matching.labels
    : [...labelsOfBoth(left, right)].filter((label) => isMatched(matching, label));

/** A comparison without `bool` gives some of the series on its left, as they are. */
const isFilter = ({ operator, bool }: Binary): boolean => COMPARISONS.has(operator) && !bool;

export const binaryLabels = (binary: Binary, left: LabelSet, right: LabelSet): LabelSet => {
  const { operator } = binary;
  const scalars = [isScalar(binary.left), isScalar(binary.right)];
  if (scalars.every(Boolean)) return NO_LABELS;
  if (scalars.some(Boolean)) {
    const series = scalars[0] ? right : left;
    return isFilter(binary) ? filtered(series) : unnamed(series);
  }
  if (operator === "or") return alternative(binary, left, right);
  if (operator === "and") return filtered(agreeing(binary, left, right));
  if (SET_OPERATORS.has(operator)) return filtered(left);
  const result = binary.matching?.group === undefined ? oneToOne(binary, left, right) : manyToOne(binary, left, right);
  return isFilter(binary) ? filtered(result) : unnamed(result);
};

/** The series of the one side that have a partner on the other: the labels that are compared are the same on both. */
const agreeing = ({ matching }: Binary, side: LabelSet, other: LabelSet): LabelSet => {
  const compared = matchedLabels(matching, side, other);
  const states = compared.map((label): readonly [string, LabelState] => [
    label,
    met(stateOf(side, label), stateOf(other, label)),
  ]);
  // Without `on` each label is compared: what the other side is known not to have is not here either.
  const closed = !side.open || (matching?.kind !== "on" && !other.open && ignoresNothingOpen(matching, side));
  return labelSet([...statesOf(side), ...states], {
    open: !closed,
    key: side.key,
    // Only what has a partner is left: that there are several values of a compared label is no longer certain.
    dimensions: dimensionsBeside(side, compared),
  });
};

/** An ignored label of an open side may be there, whatever the other side says. */
const ignoresNothingOpen = (matching: Matching | undefined, side: LabelSet): boolean =>
  (matching?.labels ?? []).every((label) => label === NAME || side.always.has(label) || !mayCarry(side, label));

const oneToOne = (binary: Binary, left: LabelSet, right: LabelSet): LabelSet => {
  const { matching } = binary;
  const fills = filledSides(binary);
  const both = reduced(matching, agreeing(binary, left, right));
  const parts = [
    both,
    ...(fills.right ? [reduced(matching, left)] : []),
    ...(fills.left ? [unnamed(reduced(matching, right))] : []),
  ];
  const all = parts.reduce((before, each) => union(before, each));
  return { ...all, key: oneToOneKey(matching, left, right, all, fills), dimensions: new Set() };
};

/** One-to-one keeps the labels that were compared, and the name where nothing is computed. */
const reduced = (matching: Matching | undefined, set: LabelSet): LabelSet =>
  matching?.kind === "on"
    ? labelSet(
        matching.labels.map((label) => [label, stateOf(set, label)] as const),
        { key: "all" },
      )
    : withoutLabels(set, matching?.labels ?? []);

const oneToOneKey = (
  matching: Matching | undefined,
  left: LabelSet,
  right: LabelSet,
  result: LabelSet,
  fills: FilledSides,
): LabelSet["key"] => {
  const compared = ({ key }: LabelSet): boolean =>
    key !== undefined && [...key].every((label) => isMatched(matching, label));
  if (!fills.left && compared(left)) return left.key;
  if (!fills.right && compared(right)) return right.key;
  const labels = allLabels(result);
  return labels && new Set([...labels].filter((label) => isMatched(matching, label)));
};

const manyToOne = (binary: Binary, left: LabelSet, right: LabelSet): LabelSet => {
  const group = binary.matching?.group;
  const [many, one] = group?.side === "right" ? [right, left] : [left, right];
  const fills = filledSides(binary);
  const [fillsMany, fillsOne] = group?.side === "right" ? [fills.right, fills.left] : [fills.left, fills.right];
  const taken = (set: LabelSet, from: LabelSet): LabelSet =>
    withStates(
      set,
      (group?.labels ?? []).map((label): readonly [string, LabelState] => [label, stateOf(from, label)]),
    );
  const partner = (set: LabelSet): LabelSet =>
    binary.matching?.kind === "on"
      ? reduced(binary.matching, set)
      : unnamed(withoutLabels(set, binary.matching?.labels ?? []));
  const parts = [
    taken(agreeing(binary, many, one), one),
    ...(fillsOne ? [taken(many, partner(many))] : []),
    ...(fillsMany ? [taken(partner(one), one)] : []),
  ];
  return parts.reduce((before, each) => union(before, each));
};

interface FilledSides {
  readonly left: boolean;
  readonly right: boolean;
}

/** The sides whose missing series are taken for a number. */
export const filledSides = ({ fill = "" }: Binary): FilledSides => ({
  left: /\bfill(_left)?\s*\(/.test(fill),
  right: /\bfill(_right)?\s*\(/.test(fill),
});

/** All of the left, and of the right what agrees with none of the left. */
const alternative = ({ matching }: Binary, left: LabelSet, right: LabelSet): LabelSet => {
  const labels =
    matching?.kind === "on"
      ? matching.labels.filter((label) => mayCarry(left, label) || mayCarry(right, label))
      : left.open || right.open
        ? undefined
        : [...labelsOfBoth(left, right)].filter((label) => isMatched(matching, label));
  return union(left, right, left.key && right.key && labels && new Set([...left.key, ...right.key, ...labels]));
};
