/** What to do about GrafanaSlow. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { grafana } from "../metrics";

export const slowRunbook: Runbook = {
  meaning:
    "One request to Grafana in twenty takes longer than the limit. Requests that wait for data sources, or stay open while somebody looks, are not counted.",
  impact: "Pages open slowly, searching and saving take long.",
  diagnosis: [
    {
      text: "See what is slow.",
      query: promql`histogram_quantile(0.95, sum by (handler, le) (rate(${grafana.requestDuration}_bucket{namespace="$namespace",service="$service"}[5m]))) > 1`,
    },
    {
      text: "See whether it waits for its database.",
      query: promql`sum by (pod) (rate(${grafana.databaseWait}{namespace="$namespace",service="$service"}[5m]))`,
    },
    {
      text: "See whether the pods are at their limits.",
      command: "kubectl --namespace $namespace top pods --selector app.kubernetes.io/name=grafana",
    },
  ],
  mitigation: [
    "If the database is slow, look at its own alerts; a file on a volume (SQLite) serves few people only: change to PostgreSQL.",
    "If CPU is short, give the pods more, or add replicas (with a database that they can share).",
  ],
};
