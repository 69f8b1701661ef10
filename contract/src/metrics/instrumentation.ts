/** What the instrumentation tells of itself: where its figures are less exact than they look. */
import type { ApplicationMetrics } from "../metric";

export const instrumentation = {
  /** More than 0 means that some routes, plans, products hide in `_OTHER`: raise the limit, or mend the label that has too many values. */
  cardinalityLimitedTotal: {
    name: "instrumentation_cardinality_limited_total",
    type: "counter",
    unit: "count",
    help: "Observations that were counted under _OTHER, because the metric already had as many series as it may have.",
    labels: { metric: "any" },
  },
  /** More than 0 is a mistake in the application: its log says once which values, and why. */
  valuesRefusedTotal: {
    name: "instrumentation_values_refused_total",
    type: "counter",
    unit: "count",
    help: "Values that the metric cannot take: not a number, negative, or with a label that it does not know.",
    labels: { metric: "any" },
  },
} as const satisfies ApplicationMetrics;
