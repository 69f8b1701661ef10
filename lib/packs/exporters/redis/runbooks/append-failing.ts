/** What to do about RedisAppendFailing. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { redis } from "../metrics";

export const appendFailingRunbook: Runbook = {
  meaning: "The last write to the append-only file failed.",
  impact: "The server refuses writes until it succeeds again: what needs to write fails.",
  diagnosis: [
    {
      text: "Read in the log why that is so.",
      command: "kubectl --namespace <its namespace> logs <pod> --tail=50 | grep --ignore-case 'AOF'",
    },
    {
      text: "See how much room the disk has.",
      command: "kubectl --namespace <its namespace> exec <pod> -- df -h /data",
    },
    { text: "See how large the file is.", query: promql`${redis.appendSize}{instance="$instance"}` },
  ],
  mitigation: [
    "Make the volume larger.",
    {
      text: "Have the file written anew, which makes it smaller; it needs room for both while it runs.",
      command: "redis-cli -h <host> bgrewriteaof",
    },
    "If the disk itself fails, have a replica take over.",
  ],
};
