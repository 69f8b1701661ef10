/** What to do about LokiQueriesQueued. */
import type { Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { loki } from "../metrics";

export const queriesQueuedRunbook: Runbook = {
  meaning:
    "Queries are split into pieces, which wait in a queue until a querier has room. The slowest hundredth waits for longer than the limit.",
  impact: "All queries get slower, also small ones of other people.",
  diagnosis: [
    {
      text: "See how long they wait.",
      query: promql`histogram_quantile(0.99, sum by (le) (rate(${loki.schedulerQueueDuration}_bucket{namespace="$namespace"}[5m])))`,
    },
    {
      text: "See how many workers ask for work.",
      query: promql`sum(${loki.queriersConnected}{namespace="$namespace"})`,
    },
    {
      text: "Find out who asks so much.",
      query: logql`sum by (service) (count_over_time({namespace="$namespace"} |= "metrics.go" | logfmt | duration > 5s [15m]))`,
    },
  ],
  mitigation: [
    {
      text: "Add queriers, so that fewer pieces wait.",
      command:
        "kubectl --namespace $namespace get deployments,statefulsets\nkubectl --namespace $namespace scale deployment/<querier> --replicas=<more>",
    },
    "Lower maxQueryParallelism, so that one query cannot take all of them.",
    "Stop or narrow the query that takes most.",
  ],
};
