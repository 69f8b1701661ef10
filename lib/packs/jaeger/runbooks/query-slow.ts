/** What to do about JaegerQuerySlow. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { jaeger } from "../metrics";

export const querySlowRunbook: Runbook = {
  meaning:
    "The 95th percentile of the time that Jaeger takes to answer a query of its user interface or API is above the limit. It is computed for each " +
    "route: /api/traces is a search, /api/services the list of services.",
  impact: "People wait for traces, and dashboards that show them time out. What comes in is stored all the same.",
  diagnosis: [
    {
      text: "See which routes are slow, and since when.",
      query: promql`
        histogram_quantile(
          0.95,
          sum by (http_route, le) (
            rate(${jaeger.httpDuration}_bucket{namespace="$namespace",service="$service",http_route=~"/api/.*"}[15m])
          )
        )
      `,
    },
    {
      text: "See whether writing is slow as well: then the storage is at its limits.",
      query: promql`
        histogram_quantile(0.9, sum by (le) (rate(${jaeger.bulkDuration}_bucket{namespace="$namespace",service="$service"}[15m])))
      `,
    },
    {
      text: "See whether Jaeger itself is at its CPU limit.",
      command: "kubectl --namespace $namespace top pods --selector app.kubernetes.io/instance=$service",
    },
    "Ask who searches: a dashboard that asks for many traces of many days each minute is enough.",
  ],
  mitigation: [
    "Search a shorter time, and name the service and the operation.",
    'Elasticsearch and OpenSearch: fewer, larger shards (`shards`, `rotation: "day"`), more memory for their file cache.',
    "Slow disks or too few nodes: the storage's own monitoring leads on.",
  ],
};
