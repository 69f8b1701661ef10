/** What to do about PostgresConnectionsHigh. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { postgres } from "../metrics";

export const connectionsHighRunbook: Runbook = {
  meaning:
    "Most of the connections that the server takes from ordinary users are open (`max_connections` without those that are kept for administrators).",
  impact: "None yet. When none is left, new connections are refused, and whatever needs the database fails.",
  diagnosis: [
    {
      text: "See who has them, and what they do.",
      command:
        "psql --host=<host> --command \"select datname, usename, application_name, state, count(*) from pg_stat_activity where backend_type = 'client backend' group by 1, 2, 3, 4 order by 5 desc\"",
    },
    { text: "See how it grew.", query: promql`sum by (datname) (${postgres.connections}{instance="$instance"})` },
    {
      text: "See whether transactions are stuck: then connections pile up behind them.",
      query: promql`max by (datname, state) (${postgres.transactionAge}{instance="$instance"})`,
    },
  ],
  mitigation: [
    "If a deployment has more pods than before, make its pools smaller: pods times pool size must be below the limit.",
    {
      text: "End connections that do nothing.",
      command:
        "psql --host=<host> --command \"select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle' and state_change < now() - interval '30 minutes'\"",
    },
    "For good: put a pooler such as PgBouncer in between, or raise max_connections, which needs memory and a restart.",
  ],
};
