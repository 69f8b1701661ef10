/** What to do about RedisEvicting. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { redis } from "../metrics";

export const evictingRunbook: Runbook = {
  meaning: "The server is full and removes keys before their time, more per second than allowed.",
  impact:
    "Caches hit less often, so that the database behind them has more to do. If sessions or queues are among the keys, they are lost.",
  diagnosis: [
    {
      text: "See how full it is, and since when.",
      query: promql`max by (instance) (${redis.memoryUsed}{instance="$instance"}) / (max by (instance) (${redis.memoryMax}{instance="$instance"}) > 0)`,
    },
    {
      text: "See whether reads miss more often.",
      query: promql`sum by (instance) (rate(${redis.keyMisses}{instance="$instance"}[5m]))`,
    },
    { text: "Find the largest keys.", command: "redis-cli -h <host> --memkeys" },
  ],
  mitigation: [
    { text: "Give it more memory, if its node has it.", command: "redis-cli -h <host> config set maxmemory <bytes>" },
    "Keep data that must stay in a server of its own, with the policy `noeviction`.",
    "Shorten the time to live of what fills the cache.",
  ],
};
