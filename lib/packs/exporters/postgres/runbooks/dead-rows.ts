/** What to do about PostgresDeadRows. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { postgres } from "../metrics";

export const deadRowsRunbook: Runbook = {
  meaning:
    "When a row is changed or deleted, its old version stays until a vacuum clears it away. In this table, more of them than allowed have stayed.",
  impact: "The table and its indexes grow, and get slower to read.",
  diagnosis: [
    {
      text: "See when it was last cleared.",
      command:
        "psql --host=<host> --dbname=$datname --command \"select relname, n_dead_tup, n_live_tup, last_autovacuum, autovacuum_count from pg_stat_user_tables where relname = '$relname'\"",
    },
    {
      text: "See whether an old transaction keeps them: nothing younger can be cleared.",
      command:
        'psql --host=<host> --command "select pid, state, now() - xact_start as age, left(query, 80) from pg_stat_activity where xact_start is not null order by xact_start limit 5"',
    },
    {
      text: "See how the number grew.",
      query: promql`max by (relname) (${postgres.deadRows}{instance="$instance",relname="$relname"})`,
    },
  ],
  mitigation: [
    "End what keeps them: a transaction that was forgotten, a replication slot that nobody reads.",
    {
      text: "Clear the table.",
      command: "psql --host=<host> --dbname=$datname --command 'vacuum (verbose, analyze) $schemaname.$relname'",
    },
    {
      text: "Have it cleared more often.",
      command:
        "psql --host=<host> --dbname=$datname --command 'alter table $schemaname.$relname set (autovacuum_vacuum_scale_factor = 0.05)'",
    },
  ],
};
