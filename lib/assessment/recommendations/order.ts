/** What comes first: the highest risk for the least effort. */
import type { Recommendation } from "../assessment";

const EFFORT: Readonly<Record<Recommendation["effort"], number>> = { hours: 0, days: 1, weeks: 2 };

/** Each step of risk weighs as much as two steps of effort. */
export const worth = ({ risk, effort }: Pick<Recommendation, "risk" | "effort">): number => 2 * risk - EFFORT[effort];

/** Ties by id. */
export const inOrder = (all: readonly Recommendation[]): readonly Recommendation[] =>
  [...all].sort((a, b) => worth(b) - worth(a) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
