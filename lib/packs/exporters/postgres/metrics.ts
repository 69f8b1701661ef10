/** What the PostgreSQL exporter tells of its server, as far as alerts and panels read it. */
import { contract, counter, gauge, SERVICE_TARGET } from "../../../model";

const OF_DATABASE = { datid: "any", datname: "any" } as const;
const OF_TABLE = { datname: "any", schemaname: "any", relname: "any" } as const;
const LOCK = { datname: "any", mode: "any" } as const;
const OF_ACTIVITY = {
  datname: "any",
  state: "any",
  usename: "any",
  application_name: "any",
  backend_type: "any",
  wait_event_type: "any",
  wait_event: "any",
} as const;
const OPTIONAL_OF_ACTIVITY = ["usename", "application_name", "backend_type", "wait_event_type", "wait_event"] as const;

/** The `instance` is the address of the server, not of the exporter's pod. */
export const postgres = contract(
  {
    targetLabels: SERVICE_TARGET,
    exporter: "postgres_exporter",
    source: "postgres_exporter 0.20.1, scraped with PostgreSQL 15",
  },
  {
    up: gauge("pg_up", { unit: "boolean", help: "1 where the exporter could connect to the server." }),
    scrapeFailed: gauge("pg_exporter_last_scrape_error", {
      unit: "boolean",
      help: "1 where the last look at the server failed.",
    }),
    collectorSucceeded: gauge("pg_scrape_collector_success", {
      unit: "boolean",
      help: "1 where this part of the last look succeeded.",
      labels: { collector: "any" },
    }),
    collectorDuration: gauge("pg_scrape_collector_duration_seconds", {
      unit: "seconds",
      help: "How long this part of the last look took.",
      labels: { collector: "any" },
    }),
    logSize: gauge("pg_wal_size_bytes", { unit: "bytes", help: "Size of the write-ahead log on disk." }),
    connections: gauge("pg_stat_database_numbackends", {
      help: "Connections to a database.",
      labels: OF_DATABASE,
    }),
    maxConnections: gauge("pg_settings_max_connections", { help: "Connections that the server takes." }),
    reservedConnections: gauge("pg_settings_superuser_reserved_connections", {
      help: "Connections that are kept for administrators.",
    }),
    activity: gauge("pg_stat_activity_count", {
      help: "Connections by what they do.",
      labels: OF_ACTIVITY,
      optionalLabels: OPTIONAL_OF_ACTIVITY,
    }),
    locks: gauge("pg_locks_count", { help: "Locks that are held, by how much they keep out.", labels: LOCK }),
    committed: counter("pg_stat_database_xact_commit", {
      help: "Transactions that were carried out.",
      labels: OF_DATABASE,
    }),
    rolledBack: counter("pg_stat_database_xact_rollback", {
      help: "Transactions that were taken back.",
      labels: OF_DATABASE,
    }),
    rowsFetched: counter("pg_stat_database_tup_fetched", {
      help: "Rows that queries got by way of indexes.",
      labels: OF_DATABASE,
    }),
    rowsReturned: counter("pg_stat_database_tup_returned", {
      help: "Rows that were read, needed or not.",
      labels: OF_DATABASE,
    }),
    rowsInserted: counter("pg_stat_database_tup_inserted", { help: "Rows that were added.", labels: OF_DATABASE }),
    rowsUpdated: counter("pg_stat_database_tup_updated", { help: "Rows that were changed.", labels: OF_DATABASE }),
    rowsDeleted: counter("pg_stat_database_tup_deleted", { help: "Rows that were removed.", labels: OF_DATABASE }),
    temporaryBytes: counter("pg_stat_database_temp_bytes", {
      unit: "bytes",
      help: "What queries wrote to temporary files because it did not fit into their memory.",
      labels: OF_DATABASE,
    }),
    databaseSize: gauge("pg_database_size_bytes", {
      unit: "bytes",
      help: "Size of a database on disk.",
      labels: { datname: "any" },
    }),
    transactionAge: gauge("pg_stat_activity_max_tx_duration", {
      unit: "seconds",
      help: "Age of the oldest open transaction of such connections.",
      labels: OF_ACTIVITY,
      optionalLabels: OPTIONAL_OF_ACTIVITY,
    }),
    replicationLag: gauge("pg_replication_lag_seconds", {
      unit: "seconds",
      help: "How far a replica is behind; 0 on a primary.",
    }),
    slotActive: gauge("pg_replication_slots_active", {
      unit: "boolean",
      help: "1 where somebody reads from the slot.",
      labels: { slot_name: "any", database: "any" },
      optionalLabels: ["database"],
    }),
    slotBehind: gauge("pg_replication_slots_pg_wal_lsn_diff", {
      unit: "bytes",
      help: "Write-ahead log that is kept for the slot.",
      labels: { slot_name: "any", database: "any" },
      optionalLabels: ["database"],
    }),
    deadlocks: counter("pg_stat_database_deadlocks", {
      help: "Transactions that were ended because they waited for each other.",
      labels: OF_DATABASE,
    }),
    blocksHit: counter("pg_stat_database_blks_hit", {
      help: "Blocks that were found in the server's own cache.",
      labels: OF_DATABASE,
    }),
    blocksRead: counter("pg_stat_database_blks_read", {
      help: "Blocks that were not, and asked of the operating system.",
      labels: OF_DATABASE,
    }),
    archived: counter("pg_stat_archiver_archived_count", { help: "Files of the write-ahead log that were archived." }),
    archiveFailed: counter("pg_stat_archiver_failed_count", { help: "Attempts to archive one that failed." }),
    deadRows: gauge("pg_stat_user_tables_n_dead_tup", {
      help: "Versions of rows that nobody needs any more, in tables of the database that the exporter connects to.",
      labels: OF_TABLE,
    }),
    liveRows: gauge("pg_stat_user_tables_n_live_tup", {
      help: "Rows of a table of the database that the exporter connects to.",
      labels: OF_TABLE,
    }),
    transactionIdAge: gauge("pg_database_wraparound_age_datfrozenxid_seconds", {
      help: "Transactions since the oldest that is not frozen, in spite of its name; from the collector database_wraparound, which is off by default.",
      labels: { datname: "any" },
    }),
  },
);
