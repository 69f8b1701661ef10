/** What to do about PrometheusQueryQueueFull. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusQueryQueueFullRunbook: Runbook = {
  meaning:
    "Nearly as many queries as can run at once (`prometheus.query.maxConcurrency`, 20 unless set) run or wait, " +
    "for as long as the alert waits.",
  impact: "Further queries wait, those of rules too: dashboards are slow, and alerts come late.",
  diagnosis: [
    {
      text:
        "Find the slow ones among those that run (if the query log is on, it has all of them). Forward the port and " +
        "open http://localhost:9090/query.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
    {
      text: "See who asks.",
      query: promql`topk(10, sum by (handler) (rate(${prometheus.httpRequests}{namespace="$namespace",pod="$pod"}[5m])))`,
    },
    {
      text: "See whether Prometheus is short of CPU.",
      query: promql`container:cpu_usage_of_limit:ratio_rate5m{namespace="$namespace",pod="$pod",container="prometheus"}`,
    },
    {
      text: "See how long queries take.",
      query: promql`${prometheus.queryDuration}{namespace="$namespace",pod="$pod",quantile="0.99"}`,
    },
  ],
  mitigation: [
    "Find the dashboard or program that asks too much: a long range with a short refresh is the usual one. Make " +
      "it lighter by recording rules.",
    "Give Prometheus more CPU, then raise `prometheus.query.maxConcurrency`.",
  ],
};
