/** What to do about PostgresIdleInTransaction. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { postgres } from "../metrics";

export const idleInTransactionRunbook: Runbook = {
  meaning:
    "A connection has begun a transaction and then done nothing with it, for longer than the limit. Usually an application waits for something else in the middle of a transaction, or has forgotten to end it after an error.",
  impact:
    "Its locks stay, so others wait; dead rows of all tables stay, so that tables grow; the connection is lost to others.",
  diagnosis: [
    {
      text: "See whose it is, and what its last statement was.",
      command:
        "psql --host=<host> --command \"select pid, usename, application_name, client_addr, now() - state_change as idle, left(query, 120) from pg_stat_activity where state like 'idle in transaction%' order by state_change limit 5\"",
    },
    {
      text: "See whether it happens again and again.",
      query: promql`max by (datname, usename) (${postgres.transactionAge}{instance="$instance",state=~"idle in transaction.*"})`,
    },
    "Read the logs of that application at the time of its last statement: an error is likely.",
  ],
  mitigation: [
    {
      text: "End the connection; the application opens a new one.",
      command: "psql --host=<host> --command 'select pg_terminate_backend(<pid>)'",
    },
    {
      text: "Have the server do so by itself.",
      command: "psql --host=<host> --command \"alter role <user> set idle_in_transaction_session_timeout = '5min'\"",
    },
    "Correct the application: no call to anybody else within a transaction, and an end of it in every case.",
  ],
};
