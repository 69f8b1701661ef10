/** What to do about PostgresCacheHitLow. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { postgres } from "../metrics";

export const cacheHitLowRunbook: Runbook = {
  meaning:
    "Of the blocks that were read, fewer than usual were in PostgreSQL's own cache (`shared_buffers`). The others came from the operating system, out of its cache or from the disk.",
  impact: "Queries are slower; the disk has more to do.",
  diagnosis: [
    {
      text: "See whether it came with a jump: a new query or a lost index reads whole tables.",
      query: promql`sum by (datname) (rate(${postgres.blocksRead}{instance="$instance"}[15m]))`,
    },
    {
      text: "See which tables are read whole.",
      command:
        "psql --host=<host> --dbname=$datname --command 'select relname, seq_scan, seq_tup_read, idx_scan from pg_stat_user_tables order by seq_tup_read desc limit 10'",
    },
    {
      text: "See which statements read most, where pg_stat_statements is there.",
      command:
        "psql --host=<host> --dbname=$datname --command 'select calls, shared_blks_read, left(query, 100) from pg_stat_statements order by shared_blks_read desc limit 10'",
    },
  ],
  mitigation: [
    "Give the statement that reads most an index, or let it read less.",
    "If all data is simply larger than before, give the server more memory, and a quarter of it to shared_buffers.",
  ],
};
