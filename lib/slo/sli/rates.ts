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
 * error of a series counts, which `rate` cannot see. The target must have had the same labels then, have been scraped, and have shown some
 * series of the total: series that come back after a gap, or are kept or labelled anew, bring a lifetime of events that are not new. All that
 * is not surely born is left to `rate`.
 * @param total the selector of all events
 */
export const counted = (
  selector: Expression,
  total: Expression,
  { window, scrapeInterval, groupBy }: SliRange,
): Expression => {
  const born = promql`(${selector} unless ${selector} offset ${window}) and on (job, instance) (up offset ${window} == 1 and up) and on (job, instance) (${total} offset ${window})`;
  const grown = promql`rate(${selector}[${plus(window, scrapeInterval)}])`;
  return aggregated("sum", groupBy, promql`(${born}) / ${inSeconds(window)} or ${grown}`);
};

/** What stands where a sum of rates may have no series at all: 0 for each series of the total. */
export const orNone = (rate: Expression, { recordedTotal }: SliRange): Expression =>
  promql`${rate} or 0 * ${recordedTotal}`;

/** What is left of the total without the good. A scrape may catch two counters on either side of an event: never below 0. */
export const totalWithout = (good: Expression, { recordedTotal }: SliRange): Expression =>
  promql`clamp_min(${recordedTotal} - (${good}), 0)`;
