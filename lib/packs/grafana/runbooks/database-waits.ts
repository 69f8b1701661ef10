/** What to do about GrafanaDatabaseWaits. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { grafana } from "../metrics";

export const databaseWaitsRunbook: Runbook = {
  meaning:
    "Requests wait for a free connection to Grafana's own database. The figure is the time that is waited per second: as many requests wait at any moment, on average.",
  impact: "Pages open slowly; in the end requests fail.",
  diagnosis: [
    {
      text: "See how many connections there are, in use and at most.",
      query: promql`sum by (pod) (${grafana.databaseConnections}{namespace="$namespace",service="$service"})`,
    },
    {
      text: "See whether more is asked of Grafana than usual.",
      query: promql`topk(5, sum by (handler) (rate(${grafana.requestDuration}_count{namespace="$namespace",service="$service"}[5m])))`,
    },
    {
      text: "See whether the database answers slowly. On PostgreSQL:",
      command:
        "psql --command \"select state, wait_event_type, count(*) from pg_stat_activity where datname = 'grafana' group by 1, 2\"",
    },
  ],
  mitigation: [
    "If the database is slow, see to it: locks, disk, CPU.",
    "If Grafana may open too few connections, raise `database.max_open_conn` in its values, within what the database allows for all replicas together.",
    "If a program asks too much of Grafana's API, slow it down.",
  ],
};
