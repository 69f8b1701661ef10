/** What to do about RedisKeysMissed. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { redis } from "../metrics";

export const keysMissedRunbook: Runbook = {
  meaning: "Most of the reads ask for keys that are not there.",
  impact: "If it is a cache, it costs more than it saves: each miss asks Redis first, and then the database.",
  diagnosis: [
    {
      text: "See whether it came with a jump: a deployment that names keys otherwise, a restart that emptied the server.",
      query: promql`sum by (instance) (rate(${redis.keyMisses}{instance="$instance"}[15m]))`,
    },
    {
      text: "See whether keys are thrown away for want of memory.",
      query: promql`sum by (instance) (rate(${redis.evictedKeys}{instance="$instance"}[15m]))`,
    },
    {
      text: "See what is asked for, for a few seconds only: it costs a lot.",
      command: "timeout 5 redis-cli -h <host> monitor | head -200",
    },
  ],
  mitigation: [
    "If the server is too small, give it more memory.",
    "If keys expire too soon, lengthen their time to live.",
    "If an application uses it for locks or queues, misses are its way to work: raise the limit of this alert.",
  ],
};
