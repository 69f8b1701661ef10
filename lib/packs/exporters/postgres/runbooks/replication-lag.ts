/** What to do about PostgresReplicationLag. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { postgres } from "../metrics";

export const replicationLagRunbook: Runbook = {
  meaning:
    "A replica has received write-ahead log that it has not applied yet, and the last transaction that it applied is older than the limit.",
  impact:
    "Whoever reads from it sees the past. If it had to take over now, it would need that long, or lack those changes.",
  diagnosis: [
    {
      text: "See whether it gets further behind or catches up.",
      query: promql`max(${postgres.replicationLag}{instance="$instance"})`,
    },
    {
      text: "On the primary, see how far each replica is.",
      command:
        "psql --host=<primary> --command 'select application_name, state, sent_lsn, replay_lsn, replay_lag from pg_stat_replication'",
    },
    {
      text: "On the replica, see whether a long query holds up the changes.",
      command:
        "psql --host=<host> --command \"select pid, now() - query_start as runs, left(query, 80) from pg_stat_activity where state = 'active' order by runs desc\"",
    },
    {
      text: "See whether its disk or CPU is at the limit, if it runs in the cluster.",
      command: "kubectl --namespace <its namespace> top pods",
    },
  ],
  mitigation: [
    {
      text: "End the query that holds up the changes.",
      command: "psql --host=<host> --command 'select pg_terminate_backend(<pid>)'",
    },
    "If a large change runs on the primary, wait, and lead readers to the primary meanwhile.",
    "If the connection between both is broken for longer than the primary keeps its log, set the replica up anew.",
  ],
};
