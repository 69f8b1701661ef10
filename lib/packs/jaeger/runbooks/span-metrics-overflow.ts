/** What to do about JaegerSpanMetricsOverflow. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { jaeger } from "../metrics";

export const spanMetricsOverflowRunbook: Runbook = {
  meaning:
    "Jaeger counts each combination of operation, kind, status and further dimensions of a service apart, up to a limit (`spanMetrics.series`, " +
    "1000). What comes after is counted as one, with the label otel_metric_overflow and without operation. The share of these in all spans of the " +
    "service is above the limit. Most often the names of its spans hold ids: `GET /orders/12345` instead of `GET /orders/{id}`.",
  impact:
    "Rates, errors and latencies of single operations of this service are too low, and those of new operations are missing. The sum over the " +
    "service is right.",
  diagnosis: [
    {
      text: "See which names of spans there are, and which look like one name with an id in it.",
      query: promql`
        topk(50, sum by (span_name) (rate(${jaeger.calls}{namespace="$namespace",service="$service",exported_job="$exported_job"}[1h])))
      `,
    },
    {
      text: "See how many series each service has.",
      query: promql`count by (exported_job) (${jaeger.calls}{namespace="$namespace",service="$service"})`,
    },
    "See whether a dimension of the construct's `spanMetrics.dimensions` has many values: ids of users, addresses, paths.",
  ],
  mitigation: [
    "Have the service's team name its spans by route, not by path: the instrumentation of the web framework does so, if it is asked to.",
    "Take a dimension with many values out of `spanMetrics.dimensions`.",
    "If the operations are really that many, raise `spanMetrics.series`; each one costs Jaeger memory and Prometheus some 20 series.",
    "The count begins anew when Jaeger's pods do, or an hour (`spanMetrics.expiration`) after the last span of the service.",
  ],
};
