/** What to do about PostgresLongTransaction. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { postgres } from "../metrics";

export const longTransactionRunbook: Runbook = {
  meaning: "A transaction of an application has been at work for longer than the limit.",
  impact: "It holds its locks, so others wait. Dead rows of all tables stay until it ends, so that tables grow.",
  diagnosis: [
    {
      text: "See what it does.",
      command:
        "psql --host=<host> --command \"select pid, usename, application_name, client_addr, now() - xact_start as age, wait_event_type, wait_event, left(query, 120) from pg_stat_activity where state = 'active' order by xact_start limit 5\"",
    },
    {
      text: "See whom it blocks.",
      command:
        "psql --host=<host> --command 'select pid, pg_blocking_pids(pid), left(query, 80) from pg_stat_activity where cardinality(pg_blocking_pids(pid)) > 0'",
    },
    {
      text: "See how old transactions get.",
      query: promql`max by (datname, usename, state) (${postgres.transactionAge}{instance="$instance",backend_type="client backend"})`,
    },
  ],
  mitigation: [
    {
      text: "If it is not wanted, cancel it; if that does not help, end the connection.",
      command:
        "psql --host=<host> --command 'select pg_cancel_backend(<pid>)'\npsql --host=<host> --command 'select pg_terminate_backend(<pid>)'",
    },
    "If it is a report or a backup, let it read from a replica, or at night.",
    "Set statement_timeout for the user of the application.",
  ],
};
