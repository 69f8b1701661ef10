/** What to do about LokiCacheErrors. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const cacheErrorsRunbook: Runbook = {
  meaning: "More requests of Loki to one of its memcacheds than allowed failed.",
  impact:
    "Loki goes on without the cache: queries take longer, and the store gets many more requests, which cost money.",
  diagnosis: [
    { text: "See whether the caches run.", command: "kubectl --namespace $namespace get pods | grep cache" },
    {
      text: "See whether they have too many connections or too little memory.",
      command: "kubectl --namespace $namespace logs <pod of the cache> --container memcached --tail=50",
    },
    {
      text: "See which requests fail.",
      query: promql`sum by (name, method, status_code) (rate(${loki.memcacheDuration}_count{namespace="$namespace"}[5m]))`,
    },
  ],
  mitigation: [
    {
      text: "Restart the cache: what it loses is read again.",
      command: "kubectl --namespace $namespace delete pod <pod of the cache>",
    },
    "If it is overloaded, add replicas or memory in the environment's file.",
  ],
};
