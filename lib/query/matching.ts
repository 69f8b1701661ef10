/** Judges how the series on the two sides of an operator find each other. Says only what is certain: about open sets that is little. */
import { SET_OPERATORS, type Binary } from "./ast";
import { filledSides, isVectorMatching, matchedLabels } from "./binary-labels";
import { dimensionsBeside, mayCarry, stateOf, type LabelSet, type World } from "./label-set";
import { labelsOf } from "./labels";

export type Side = "left" | "right";

/** Why no series of the one side ever agrees with one of the other. */
export interface NeverMatches {
  /** The labels in which they always differ. */
  readonly labels: readonly [string, ...string[]];
  readonly because:
    | { readonly kind: "one side only"; readonly side: Side }
    | { readonly kind: "values"; readonly left: readonly string[]; readonly right: readonly string[] };
}

/** Several series of a side have the same compared labels, where one is allowed. */
export interface ManyMatches {
  readonly side: Side;
  /** The labels in which they differ, and that are not compared. */
  readonly labels: readonly string[];
  /** `group_left` or `group_right` says that this is the side with one. */
  readonly grouped: boolean;
}

export interface MatchingVerdict {
  readonly never?: NeverMatches;
  readonly many?: ManyMatches;
  /** Labels of `group_left(…)` or `group_right(…)` that the side with one never has. */
  readonly missing: readonly string[];
}

const CLEAN: MatchingVerdict = { missing: [] };

const verdicts = new WeakMap<World, Map<Binary, MatchingVerdict>>();

/** Several checks ask for parts of it, so that it is found once. */
export const matchingOf = (binary: Binary, world: World): MatchingVerdict => {
  const known = verdicts.get(world) ?? new Map<Binary, MatchingVerdict>();
  verdicts.set(world, known);
  const verdict = known.get(binary) ?? judged(binary, world);
  known.set(binary, verdict);
  return verdict;
};

const judged = (binary: Binary, world: World): MatchingVerdict => {
  if (!isVectorMatching(binary)) return CLEAN;
  const left = labelsOf(binary.left, world);
  const right = labelsOf(binary.right, world);
  const fills = filledSides(binary);
  const group = binary.matching?.group;
  const one = group?.side === "right" ? left : right;
  return {
    never: fills.left || fills.right ? undefined : neverMatches(binary, left, right),
    many: SET_OPERATORS.has(binary.operator) ? undefined : manyMatches(binary, left, right),
    missing: (group?.labels ?? []).filter((label) => !mayCarry(one, label)),
  };
};

const neverMatches = ({ matching }: Binary, left: LabelSet, right: LabelSet): NeverMatches | undefined => {
  const compared = matchedLabels(matching, left, right);
  const onlyOn = (side: Side): readonly string[] =>
    compared.filter((label) => {
      const [one, other] = side === "left" ? [left, right] : [right, left];
      return stateOf(one, label).presence === "always" && stateOf(other, label).presence === "never";
    });
  for (const side of ["left", "right"] as const) {
    const [first, ...more] = onlyOn(side);
    if (first !== undefined) return { labels: [first, ...more], because: { kind: "one side only", side } };
  }
  for (const label of compared) {
    const [l, r] = [stateOf(left, label), stateOf(right, label)];
    const certain = l.presence === "always" || r.presence === "always";
    // A side without any value left is empty by itself.
    if (!certain || !l.values?.length || !r.values?.length) continue;
    const others = new Set(r.values);
    if (!l.values.some((value) => others.has(value)))
      return { labels: [label], because: { kind: "values", left: l.values, right: r.values } };
  }
  return undefined;
};

const manyMatches = ({ matching }: Binary, left: LabelSet, right: LabelSet): ManyMatches | undefined => {
  const sides: readonly Side[] =
    matching?.group === undefined ? ["right", "left"] : [matching.group.side === "left" ? "right" : "left"];
  const compared = matchedLabels(matching, left, right);
  for (const side of sides) {
    const labels = dimensionsBeside(side === "left" ? left : right, compared);
    if (labels.length > 0) return { side, labels, grouped: matching?.group !== undefined };
  }
  return undefined;
};
