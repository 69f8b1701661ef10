/** What to do about PostgresSlotInactive. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { postgres } from "../metrics";

export const slotInactiveRunbook: Runbook = {
  meaning:
    "A replication slot makes the server keep its write-ahead log until the slot's reader has it. Nobody reads from this slot.",
  impact: "The log grows until the disk is full; then the server stops.",
  diagnosis: [
    {
      text: "See what the slot is for, and how much is kept.",
      command:
        "psql --host=<host> --command 'select slot_name, slot_type, plugin, active, restart_lsn, wal_status, pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)) from pg_replication_slots'",
    },
    {
      text: "See how fast that grows.",
      query: promql`max by (slot_name) (${postgres.slotBehind}{instance="$instance"})`,
    },
    "Find out who should read: a replica, or a program that follows changes (Debezium, a logical subscription).",
  ],
  mitigation: [
    "Start the reader again: it goes on where it ended.",
    {
      text: "If the reader is gone for good, drop the slot. A replica that used it must then be set up anew.",
      command: "psql --host=<host> --command \"select pg_drop_replication_slot('$slot_name')\"",
    },
    "Set max_slot_wal_keep_size, so that a forgotten slot cannot fill the disk.",
  ],
};
