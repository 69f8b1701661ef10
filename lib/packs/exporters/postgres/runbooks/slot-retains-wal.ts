/** What to do about PostgresSlotRetainsWal. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { postgres } from "../metrics";

export const slotRetainsWalRunbook: Runbook = {
  meaning:
    "The reader of a replication slot is so far behind that the server keeps more write-ahead log for it than the limit.",
  impact: "The disk fills up. When it is full, the server stops, and with it all that needs it.",
  diagnosis: [
    {
      text: "See whether the reader is connected and gets on.",
      command:
        "psql --host=<host> --command 'select slot_name, active, active_pid, restart_lsn, confirmed_flush_lsn, wal_status from pg_replication_slots'",
    },
    {
      text: "See how fast it grows.",
      query: promql`deriv(${postgres.slotBehind}{instance="$instance",slot_name="$slot_name"}[1h])`,
    },
    {
      text: "See how much room is left, if the server runs in the cluster.",
      command: "kubectl --namespace <its namespace> exec <pod> -- df -h",
    },
  ],
  mitigation: [
    "Make the disk larger if it is nearly full: that gives time for all else.",
    "Start or unblock the reader, so that it catches up.",
    {
      text: "If the data of the reader can be built anew, drop the slot.",
      command: "psql --host=<host> --command \"select pg_drop_replication_slot('$slot_name')\"",
    },
  ],
};
