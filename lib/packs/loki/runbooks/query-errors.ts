/** What to do about LokiQueryErrors. */
import type { Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { loki } from "../metrics";

export const queryErrorsRunbook: Runbook = {
  meaning:
    "More queries of one kind than allowed were answered with a status of 5xx. Queries that are wrong or exceed a limit (4xx) are not counted.",
  impact: "People see errors instead of logs, and alerts over logs cannot be computed.",
  diagnosis: [
    {
      text: "See the status codes: 504 is a time-out, 500 an error within, 503 nobody to do it.",
      query: promql`sum by (route, status_code) (rate(${loki.requestDuration}_count{namespace="$namespace",service="$service",status_code=~"5.."}[5m]))`,
    },
    {
      text: "Find the queries that fail, with their texts.",
      query: logql`{namespace="$namespace", service="<release>"} |= "metrics.go" | logfmt | status >= 500`,
    },
    "See whether the store answers: LokiStoreErrors tells of one outside of the cluster; on a file system look at the volume.",
    { text: "See whether queriers run and are not killed.", command: "kubectl --namespace $namespace get pods" },
  ],
  mitigation: [
    "If one query or dashboard fails, narrow its time and labels, or raise queryTimeout.",
    "If pods are killed for want of memory, lower maxQueryParallelism or give them more.",
    "If the store fails, follow the runbook of LokiStoreErrors.",
  ],
};
