/** What to do about RedisSlow. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { redis } from "../metrics";

export const slowRunbook: Runbook = {
  meaning:
    "On average, a command takes longer than the limit. Redis carries out one command at a time: while one takes long, all others wait.",
  impact: "Everything that asks Redis is slow, usually whole pages.",
  diagnosis: [
    {
      text: "See which commands take the time.",
      query: promql`topk(5, sum by (cmd) (rate(${redis.commandSeconds}{instance="$instance"}[5m])))`,
    },
    { text: "Read the slowest of the last time.", command: "redis-cli -h <host> slowlog get 10" },
    { text: "See whether it forks or waits for its disk.", command: "redis-cli -h <host> latency doctor" },
    {
      text: "See whether it has enough CPU: it uses one core.",
      command: "kubectl --namespace <its namespace> top pods",
    },
  ],
  mitigation: [
    "Replace KEYS by SCAN, and reads of whole large lists, sets and hashes by parts of them.",
    "Delete large keys with UNLINK instead of DEL.",
    { text: "End a script that does not end.", command: "redis-cli -h <host> script kill" },
  ],
};
