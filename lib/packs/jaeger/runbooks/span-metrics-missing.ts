/** What to do about JaegerSpanMetricsMissing. */
import { scrape, SERVICE, type Runbook } from "../../../model";
import { logql, promql } from "../../../query";

export const spanMetricsMissingRunbook: Runbook = {
  meaning:
    "Jaeger counts spans by service, operation, kind and status, and shows the figures on port 8889, from where Prometheus fetches them. Spans come " +
    "in, but Prometheus has seen none of these figures grow for 15 minutes.",
  impact:
    "The Monitor tab of Jaeger is empty. Dashboards and alerts of services that have no metrics of their own see no traffic, no errors and no " +
    "latencies.",
  diagnosis: [
    {
      text: "See whether Prometheus reaches the port.",
      query: promql`${scrape.up}{namespace="$namespace",service="$service",endpoint="span-metrics"}`,
    },
    {
      text: "See whether Jaeger has them.",
      command:
        "kubectl --namespace $namespace exec deployment/$service -- sh -c \"wget -qO- http://localhost:8889/metrics | grep -c '^traces_span_metrics_calls'\"",
    },
    {
      text: "See whether Prometheus drops them: too many samples, or samples out of order.",
      query: promql`${scrape.samplesAfterRelabelling}{namespace="$namespace",service="$service"}`,
    },
    {
      text: "Read what the connector says.",
      query: logql`{namespace="$namespace", ${SERVICE}="jaeger"} |= "spanmetrics" | json`,
    },
  ],
  mitigation: [
    "No target: call `jaeger.exportMetricsTo(prometheus)` in the environment; it writes the connector, the scrape and the network policy.",
    "A page that is too large: lower `spanMetrics.series`, or take `dimensions` out.",
    {
      text: "A connector that hangs: start Jaeger anew. What is in its queue is lost.",
      command: "kubectl --namespace $namespace rollout restart deployment/$service",
    },
  ],
};
