/** Queries of rules and dashboards: which metrics they ask for, and what of them. */
import { namesOf, parsePromql, selectorsIn, type Matcher } from "../../query";
import type { Evidence } from "../assessment";
import { LONGEST_QUERY, readOr } from "./within-reach";

export interface AskedQuery {
  /** Metrics that it names. */
  readonly metrics: readonly string[];
  readonly matchers: readonly Matcher[];
  readonly evidence: Evidence;
}

/** One for each selector that names its metrics; none for what cannot be read. */
export const asked = (expr: string, evidence: Evidence): readonly AskedQuery[] => {
  const node = expr.length > LONGEST_QUERY ? undefined : readOr(undefined, () => parsePromql(expr).node);
  return node === undefined
    ? []
    : selectorsIn(node).flatMap((selector): readonly AskedQuery[] => {
        const metrics = namesOf(selector);
        return metrics === undefined ? [] : [{ metrics, matchers: selector.matchers, evidence }];
      });
};
