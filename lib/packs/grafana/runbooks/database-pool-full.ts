/** What to do about GrafanaDatabasePoolFull. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { grafana } from "../metrics";

export const databasePoolFullRunbook: Runbook = {
  meaning:
    "Grafana has nearly all connections in use that it may open to its own database (`max_open_conn`). Without a limit this alert cannot fire.",
  impact: "None yet. With the last connection in use, requests wait.",
  diagnosis: [
    {
      text: "See how it grew.",
      query: promql`max by (pod) (${grafana.databaseConnections}{namespace="$namespace",service="$service"})`,
    },
    {
      text: "See what the connections do. On PostgreSQL:",
      command:
        "psql --command \"select pid, state, now() - query_start as runs, left(query, 80) from pg_stat_activity where datname = 'grafana' order by runs desc\"",
    },
    {
      text: "See whether more is asked than usual.",
      query: promql`sum(rate(${grafana.requestDuration}_count{namespace="$namespace",service="$service"}[5m]))`,
    },
  ],
  mitigation: [
    "End what blocks the others in the database.",
    "Raise `database.max_open_conn` in Grafana's values, if the database allows for more.",
  ],
};
