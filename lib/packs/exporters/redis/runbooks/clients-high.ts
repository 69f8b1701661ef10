/** What to do about RedisClientsHigh. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { redis } from "../metrics";

export const clientsHighRunbook: Runbook = {
  meaning: "Most of the connections that the server takes (`maxclients`) are open.",
  impact: "None yet. When all are, further ones are refused.",
  diagnosis: [
    {
      text: "See who has them, and for how long they have been idle.",
      command:
        "redis-cli -h <host> client list | awk '{print $2, $6, $7}' | sort | uniq -c | sort --numeric-sort --reverse | head -20",
    },
    { text: "See how it grew.", query: promql`max by (instance) (${redis.clients}{instance="$instance"})` },
  ],
  mitigation: [
    "If an application opens connections without end, correct its pool, or restart it.",
    { text: "Have the server close what is idle.", command: "redis-cli -h <host> config set timeout 300" },
    {
      text: "Raise the limit, if memory and open files allow for it.",
      command: "redis-cli -h <host> config set maxclients <more>",
    },
  ],
};
