/** What to do about RedisReplicationDown. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { redis } from "../metrics";

export const replicationDownRunbook: Runbook = {
  meaning: "A replica has lost the connection to its primary (`redis_master_link_up` is 0).",
  impact: "Whoever reads from it sees old data. If it took over now, all that was written since would be lost.",
  diagnosis: [
    { text: "See what the replica says.", command: "redis-cli -h <host of $instance> info replication" },
    { text: "See whether the primary is up.", query: promql`${redis.up}` },
    {
      text: "Read the replica's log: a wrong password, a buffer that is too small, a primary that cannot be reached.",
      command: "kubectl --namespace <its namespace> logs <pod of the replica> --tail=50",
    },
  ],
  mitigation: [
    "If the primary is down, follow the runbook of RedisDown.",
    "If it asks for all data again and again, raise client-output-buffer-limit for replicas, and repl-backlog-size, on the primary.",
    {
      text: "If it follows the wrong server, point it to the right one.",
      command: "redis-cli -h <host> replicaof <primary> 6379",
    },
  ],
};
