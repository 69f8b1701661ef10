/** What to do about LokiCompactionStale. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const compactionStaleRunbook: Runbook = {
  meaning:
    "The compactor puts the many small files of the index together every ten minutes. The last time that it succeeded is longer ago than the limit. A figure of decades means: not once since its start.",
  impact: "Queries open ever more files and get slower. Retention and deletions wait for compaction.",
  diagnosis: [
    { text: "See whether a compactor runs.", query: promql`${loki.compactorRunning}{namespace="$namespace"}` },
    {
      text: "Read what it says.",
      command:
        "kubectl --namespace $namespace logs <pod that compacts> --tail=1000 | grep --ignore-case compact | tail -30",
    },
    {
      text: "See whether its disk is full or its memory too small.",
      command: "kubectl --namespace $namespace describe pod <pod that compacts> | grep --after-context=8 'Last State'",
    },
    {
      text: "See how long a run took when it still worked.",
      query: promql`max(${loki.compactionDuration}{namespace="$namespace"})`,
    },
  ],
  mitigation: [
    {
      text: "Restart the compactor, which begins anew.",
      command: "kubectl --namespace $namespace delete pod <pod that compacts>",
    },
    "If it ends for want of memory or disk, give it more in the environment's file.",
    "If it cannot reach the store, follow the runbook of LokiStoreErrors.",
  ],
};
