/** What to do about RedisMemoryHigh. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { redis } from "../metrics";

export const memoryHighRunbook: Runbook = {
  meaning: "The server uses most of the memory that it may take (`maxmemory`). Without a limit this alert cannot fire.",
  impact:
    "When it is full, the policy decides: keys are thrown away before their time, or writes are refused (`noeviction`).",
  diagnosis: [
    {
      text: "See the policy and what takes the memory.",
      command: "redis-cli -h <host> config get maxmemory-policy\nredis-cli -h <host> memory stats",
    },
    { text: "Find the largest keys.", command: "redis-cli -h <host> --memkeys" },
    { text: "See how it grew.", query: promql`max by (instance) (${redis.memoryUsed}{instance="$instance"})` },
    {
      text: "See how many keys never expire.",
      query: promql`sum by (db) (${redis.keys}{instance="$instance"}) - sum by (db) (${redis.keysExpiring}{instance="$instance"})`,
    },
  ],
  mitigation: [
    "If it is a cache, this is its usual state: set a policy that throws away what is used least (`allkeys-lru`), and raise the limit of this alert.",
    "If it keeps data, give it more memory, or delete what nobody needs; let keys expire that are written by the thousand.",
  ],
};
