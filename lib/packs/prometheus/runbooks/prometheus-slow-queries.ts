/** What to do about PrometheusSlowQueries. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusSlowQueriesRunbook: Runbook = {
  meaning:
    "One query in a hundred takes longer to compute than the alert allows (the time of the computation alone, " +
    "without waiting), over the last ten minutes.",
  impact: "Dashboards are slow or stay empty, and slow queries keep others waiting.",
  diagnosis: [
    {
      text: "See whether rules are slow as well.",
      query: promql`topk(5, ${prometheus.ruleGroupDuration}{namespace="$namespace",pod="$pod"})`,
    },
    {
      text: "See whether they wait in addition.",
      query: promql`${prometheus.queryDuration}{namespace="$namespace",pod="$pod",slice="queue_time",quantile="0.99"}`,
    },
    {
      text: "See whether Prometheus is short of CPU.",
      query: promql`container:cpu_usage_of_limit:ratio_rate5m{namespace="$namespace",pod="$pod",container="prometheus"}`,
    },
    {
      text: "See how many series there are.",
      query: promql`${prometheus.headSeries}{namespace="$namespace",pod="$pod"}`,
    },
  ],
  mitigation: [
    "Find the dashboards that ask over very many series or very long times, and let them read recording rules.",
    "Limit what a single query may load: `prometheus.query.maxSamples` and `prometheus.query.timeout` of the " +
      "environment.",
    "If everything is slow, Prometheus needs more CPU or fewer series.",
  ],
};
