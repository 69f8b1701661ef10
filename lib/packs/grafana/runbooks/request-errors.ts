/** What to do about GrafanaRequestErrors. */
import type { Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { grafana } from "../metrics";

export const requestErrorsRunbook: Runbook = {
  meaning:
    "Grafana answered more requests than allowed with a status of 5xx, for reasons of its own (`status_source` is `server`). Errors that come from a data source are not counted.",
  impact: "People see errors instead of pages, cannot log in or cannot save.",
  diagnosis: [
    {
      text: "See which pages and calls fail.",
      query: promql`sum by (handler, status_code) (rate(${grafana.requestDuration}_count{namespace="$namespace",service="$service",status_code=~"5..",status_source="server"}[5m]))`,
    },
    { text: "Read the errors.", query: logql`{namespace="$namespace", service="grafana"} | json | level="error"` },
    {
      text: "See whether it waits for its database.",
      query: promql`sum by (pod) (rate(${grafana.databaseWait}{namespace="$namespace",service="$service"}[5m]))`,
    },
    {
      text: "See whether all pods or one have the trouble.",
      query: promql`sum by (pod) (rate(${grafana.requestDuration}_count{namespace="$namespace",service="$service",status_code=~"5.."}[5m]))`,
    },
  ],
  mitigation: [
    "If the database is the cause (connections, disk, failover), see to it first.",
    { text: "If one pod has the trouble, restart it.", command: "kubectl --namespace $namespace delete pod <pod>" },
    { text: "If a change began it, go back.", command: "helm --namespace $namespace rollback $service" },
  ],
};
