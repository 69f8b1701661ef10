/** What to do about PostgresArchiveFailing. */
import type { Runbook } from "../../../../model";
import { logql, promql } from "../../../../query";
import { postgres } from "../metrics";

export const archiveFailingRunbook: Runbook = {
  meaning:
    "The server hands each full file of its write-ahead log to the archive (`archive_command`). All attempts of a quarter of an hour failed, and none succeeded.",
  impact:
    "The server cannot be put back to a time after the last file that got through. Files pile up in `pg_wal` until the disk is full.",
  diagnosis: [
    {
      text: "See which file failed last, and when.",
      command:
        "psql --host=<host> --command 'select last_archived_wal, last_archived_time, last_failed_wal, last_failed_time from pg_stat_archiver'",
    },
    {
      text: "Read what the command says, in the server's log.",
      query: logql`{service=~".*(postgres|pg).*"} |= "archive command failed"`,
    },
    { text: "See how much has piled up.", query: promql`${postgres.logSize}{instance="$instance"}` },
  ],
  mitigation: [
    "Mend what the command needs: credentials of the bucket, room in the archive, the network.",
    "Do not delete files in `pg_wal`; make the disk larger if need be.",
    {
      text: "When it works again, make a new base backup, if files were lost.",
      command: "pg_basebackup --host=<host> --pgdata=<folder> --wal-method=stream",
    },
  ],
};
