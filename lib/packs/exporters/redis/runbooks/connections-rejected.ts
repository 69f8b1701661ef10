/** What to do about RedisConnectionsRejected. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { redis } from "../metrics";

export const connectionsRejectedRunbook: Runbook = {
  meaning: "The server refused connections because it has as many as it takes (`maxclients`).",
  impact: "Clients that connect now fail: new pods do not start, pools do not grow.",
  diagnosis: [
    {
      text: "See how many there are, and how many there may be.",
      query: promql`max by (instance) (${redis.clients}{instance="$instance"})`,
    },
    {
      text: "See who has them.",
      command:
        "redis-cli -h <host> client list | grep --only-matching 'addr=[^:]*' | sort | uniq -c | sort --numeric-sort --reverse | head",
    },
    {
      text: "See when it began.",
      query: promql`sum(increase(${redis.connectionsRejected}{instance="$instance"}[10m]))`,
    },
  ],
  mitigation: [
    { text: "Raise the limit at once.", command: "redis-cli -h <host> config set maxclients <more>" },
    {
      text: "Close connections of a client that has far too many.",
      command: "redis-cli -h <host> client kill addr <address and port>",
    },
    "Correct the pool of the application that opens them: one pool for each process, and not one for each request.",
  ],
};
