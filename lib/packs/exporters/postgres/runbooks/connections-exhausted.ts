/** What to do about PostgresConnectionsExhausted. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { postgres } from "../metrics";

export const connectionsExhaustedRunbook: Runbook = {
  meaning: "Nearly all connections that the server takes from ordinary users are open.",
  impact:
    'New connections are refused ("sorry, too many clients already"): applications fail when they start or when their pools grow.',
  diagnosis: [
    {
      text: "Connect as an administrator, for whom a few are kept, and see who has them.",
      command:
        'psql --host=<host> --username=postgres --command "select usename, application_name, state, count(*) from pg_stat_activity group by 1, 2, 3 order by 4 desc"',
    },
    {
      text: "See whether one statement blocks the others.",
      command:
        "psql --host=<host> --username=postgres --command 'select pid, pg_blocking_pids(pid), state, left(query, 80) from pg_stat_activity where cardinality(pg_blocking_pids(pid)) > 0'",
    },
    { text: "See since when.", query: promql`sum by (datname) (${postgres.connections}{instance="$instance"})` },
  ],
  mitigation: [
    {
      text: "End the statement that blocks the others, if there is one.",
      command: "psql --host=<host> --username=postgres --command 'select pg_terminate_backend(<pid>)'",
    },
    {
      text: "End connections that do nothing.",
      command:
        "psql --host=<host> --username=postgres --command \"select pg_terminate_backend(pid) from pg_stat_activity where state like 'idle%' and state_change < now() - interval '5 minutes' and pid <> pg_backend_pid()\"",
    },
    {
      text: "Take away replicas of the application that has most of them.",
      command: "kubectl --namespace <its namespace> scale deployment/<application> --replicas=<fewer>",
    },
  ],
};
