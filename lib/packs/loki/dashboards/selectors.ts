/** How the panels about Loki select its series: of the pods that are chosen at the top. */
import { matches, type MatcherList, type Matchers } from "../../../query";
import { of, type LokiTarget } from "../target";

export type Chosen = (also?: Matchers) => MatcherList;

export const chosenOf =
  (target: LokiTarget): Chosen =>
  (also = {}) =>
    of(target, { pod: matches("$pod"), ...also });

/** Three beside one another. */
export const THIRD = { width: 8, height: 7, min: 0 } as const;
