/** What to do about LokiQuerySlow. */
import type { Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { loki } from "../metrics";

export const querySlowRunbook: Runbook = {
  meaning: "The slowest hundredth of the queries of one kind takes longer than the limit.",
  impact: "People wait for their logs; dashboards and alerts over logs run into time-outs.",
  diagnosis: [
    {
      text: "Find the slow queries, with how much they read.",
      query: logql`{namespace="$namespace", service="<release>"} |= "metrics.go" | logfmt | duration > 25s`,
    },
    {
      text: "See whether they wait before anybody works on them.",
      query: promql`histogram_quantile(0.99, sum by (le) (rate(${loki.schedulerQueueDuration}_bucket{namespace="$namespace"}[15m])))`,
    },
    "See whether the store is slow: LokiStoreSlow tells of one outside of the cluster; on a file system look at the volume.",
    { text: "See whether queriers are at their limits.", command: "kubectl --namespace $namespace top pods" },
  ],
  mitigation: [
    "Narrow the heaviest queries: more labels in the selector, a shorter time, a filter for a text before any parser.",
    "Add queriers, or switch the caches on.",
    "If a dashboard repeats heavy queries, compute its figures by a recording rule.",
  ],
};
