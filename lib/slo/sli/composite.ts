/** A journey of several steps: each event of each step counts, as much as the step weighs. */
import type { Expression, Sli, Slo, SliRange } from "../../model";
import { matchers, promql } from "../../query";
import { badEvents, events } from "../names";
import { seenBy } from "./selector-values";
import { distinctSeries } from "./traffic";

export interface CompositeProps {
  /** Objectives of the same pack, and how much one event of each weighs. */
  readonly parts: readonly { readonly slo: Slo; readonly weight: number }[];
}

/** `composite({ parts: [{ slo: browse, weight: 1 }, { slo: pay, weight: 10 }] })`: a payment that fails weighs as much as ten failed pages. */
export const composite = ({ parts }: CompositeProps): Sli => {
  const weighted = (recorded: (range: SliRange) => string, range: SliRange): Expression => {
    const each = parts.map(({ slo, weight }) => promql`${weight} * ${recorded(range)}{${matchers({ slo: slo.name })}}`);
    const [first, ...rest] = each;
    const union = rest.reduce((all, next) => promql`${all} or ${next}`, first ?? promql`vector(0)`);
    return range.groupBy.length === 0 ? promql`sum(${union})` : promql`sum by (${range.groupBy}) (${union})`;
  };
  return {
    kind: "composite",
    unit: "events",
    badMeans: "go wrong on the way",
    rates: (range) => ({
      total: weighted(({ window }) => events(window), range),
      bad: weighted(({ window }) => badEvents(window), range),
    }),
    reads: [],
    parts: parts.map(({ slo, weight }) => ({ slo: slo.name, weight, sli: slo.sli })),
    // What one step must not see, another one may have to: strangers are left out.
    series: (traffic, labels, interval) =>
      distinctSeries(
        parts.flatMap(({ slo: { sli } }) => seenBy(sli.reads, sli.series?.(traffic, labels, interval) ?? [])),
      ),
  };
};
