/** What to do about PostgresWraparound. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { postgres } from "../metrics";

export const wraparoundRunbook: Runbook = {
  meaning:
    "Transaction ids are counted with 32 bits. Old rows must be frozen before their ids come round again, which the server does by itself from 200 million transactions on. Here it has not been able to for much longer.",
  impact:
    "None yet. Shortly before 2.1 thousand million the server takes no more writes, until old rows are frozen, which may take hours.",
  diagnosis: [
    {
      text: "See which tables are oldest.",
      command:
        "psql --host=<host> --dbname=$datname --command \"select relname, age(relfrozenxid), pg_size_pretty(pg_total_relation_size(oid)) from pg_class where relkind in ('r', 'm', 't') order by 2 desc limit 10\"",
    },
    {
      text: "See what keeps them: old transactions, replication slots, prepared transactions.",
      command:
        "psql --host=<host> --command 'select slot_name, xmin, catalog_xmin from pg_replication_slots'\npsql --host=<host> --command 'select gid, prepared, owner from pg_prepared_xacts'",
    },
    {
      text: "See whether a vacuum is at work.",
      command: "psql --host=<host> --command 'select * from pg_stat_progress_vacuum'",
    },
    {
      text: "See how fast the age grows.",
      query: promql`deriv(${postgres.transactionIdAge}{instance="$instance",datname="$datname"}[6h])`,
    },
  ],
  mitigation: [
    "End what keeps old rows: roll back prepared transactions, drop slots that nobody reads, end old transactions.",
    {
      text: "Freeze the oldest tables, one after the other.",
      command: "psql --host=<host> --dbname=$datname --command 'vacuum (freeze, verbose) <table>'",
    },
    "Make autovacuum stronger: a higher autovacuum_vacuum_cost_limit, more workers.",
  ],
};
