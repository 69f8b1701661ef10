/** What happened over a range, per second, without losing or inventing events: the PromQL that every indicator rests on. */
import { inSeconds, plus, type Expression, type SliRange } from "../../model";
import { promql } from "../../query";

/** `sum by (route) (…)`, `sum(…)` */
export const aggregated = (
  operator: "sum" | "max" | "min" | "group",
  groupBy: readonly string[],
  expr: Expression,
): Expression => (groupBy.length === 0 ? promql`${operator}(${expr})` : promql`${operator} by (${groupBy}) (${expr})`);

/**
 * Events per second of a counter.
 *
 * The range is one scrape longer than the window. `rate` knows what grew between the first and the last sample in its range, which is one
 * scrape less than the range, and scales it up; with that scrape more, windows side by side share a sample, and each event counts once.
 *
 * A series that was not there a window ago, on a target that was: its counter began at 0, whatever its first sample says. So the first
 * error of a series counts, which `rate` cannot see. Series of new targets, of which nobody knows when they began, are left to `rate`.
 */
export const counted = (selector: Expression, { window, scrapeInterval, groupBy }: SliRange): Expression => {
  const born = promql`(${selector} unless ${selector} offset ${window}) and on (job, instance) (up offset ${window} == 1)`;
  const grown = promql`rate(${selector}[${plus(window, scrapeInterval)}])`;
  return aggregated("sum", groupBy, promql`(${born}) / ${inSeconds(window)} or ${grown}`);
};

/** What stands where a sum of rates may have no series at all: 0 for each series of the total. */
export const orNone = (rate: Expression, { recordedTotal }: SliRange): Expression =>
  promql`${rate} or 0 * ${recordedTotal}`;

/** What is left of the total without the good. A scrape may catch two counters on either side of an event: never below 0. */
export const totalWithout = (good: Expression, range: SliRange): Expression =>
  promql`clamp_min(${range.recordedTotal} - (${orNone(good, range)}), 0)`;
