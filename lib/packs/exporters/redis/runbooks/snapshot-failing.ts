/** What to do about RedisSnapshotFailing. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { redis } from "../metrics";

export const snapshotFailingRunbook: Runbook = {
  meaning: "The last attempt to write all data to disk (RDB) failed.",
  impact:
    "Unless set otherwise (`stop-writes-on-bgsave-error no`), the server refuses all writes now. A restart loses what came after the last good snapshot.",
  diagnosis: [
    {
      text: "Read why: no space, no memory to fork, no right to write.",
      command:
        "kubectl --namespace <its namespace> logs <pod> --tail=50 | grep --ignore-case --regexp=save --regexp=fork --regexp='Background'",
    },
    {
      text: "See how much room the disk has.",
      command: "kubectl --namespace <its namespace> exec <pod> -- df -h /data",
    },
    {
      text: "See how much changed since the last good one.",
      query: promql`${redis.unsavedChanges}{instance="$instance"}`,
    },
  ],
  mitigation: [
    "If the disk is full, make the volume larger, or remove old files of backups.",
    "If there is no memory to fork, set vm.overcommit_memory=1 on the node, or give the pod more memory.",
    {
      text: "Try again at once, and see that it succeeds.",
      command: "redis-cli -h <host> bgsave\nredis-cli -h <host> info persistence | grep rdb_last_bgsave_status",
    },
  ],
};
