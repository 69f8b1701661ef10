/** What to do about LokiRetentionStale. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const retentionStaleRunbook: Runbook = {
  meaning:
    "After compaction, the compactor marks what is older than the retention and deletes it. The last time that it succeeded is longer ago than the limit. A figure of decades means: not once since its start.",
  impact:
    "The store grows and costs more. Logs are kept for longer than promised, which may break a rule of data protection.",
  diagnosis: [
    {
      text: "See whether compaction works: retention comes after it.",
      query: promql`time() - max(${loki.lastCompaction}{namespace="$namespace"})`,
    },
    {
      text: "Read what the compactor says.",
      command:
        "kubectl --namespace $namespace logs <pod that compacts> --tail=2000 | grep --ignore-case --regexp=retention --regexp=sweep --regexp='mark'",
    },
    {
      text: "See whether it was switched off by a value of one's own.",
      command:
        "kubectl --namespace $namespace get configmap <release> --output yaml | grep --after-context=8 compactor",
    },
  ],
  mitigation: [
    { text: "Restart the compactor.", command: "kubectl --namespace $namespace delete pod <pod that compacts>" },
    "If a first run over a large store takes longer than the limit, let it finish; raise `age` of this alert meanwhile.",
    "If objects cannot be deleted, see whether the role may delete, and whether the bucket has a lock.",
  ],
};
