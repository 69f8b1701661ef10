/** What to do about LokiIngesterAppendErrors. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const ingesterAppendErrorsRunbook: Runbook = {
  meaning:
    "Distributors hand each line to several ingesters. More of these requests than allowed failed or ran into their time-out. Refusals because of limits are not counted.",
  impact:
    "While a quorum takes the line, the push succeeds, but with fewer copies than wanted. Below the quorum, pushes fail.",
  diagnosis: [
    {
      text: "See which ingesters do not answer in time.",
      query: promql`sum by (ingester) (rate(${loki.appendTimeouts}{namespace="$namespace"}[5m]))`,
    },
    {
      text: "See how the ingesters answer.",
      query: promql`sum by (status_code) (rate(${loki.ingesterRequestDuration}_count{namespace="$namespace",operation="/logproto.Pusher/Push"}[5m]))`,
    },
    { text: "See whether they run, and since when.", command: "kubectl --namespace $namespace get pods --output wide" },
    {
      text: "See whether their disks are full: above 90% they refuse to write.",
      query: promql`max by (pod) (${loki.walDiskUsage}{namespace="$namespace"})`,
    },
  ],
  mitigation: [
    "Treat the ingester that fails: memory, disk, node. The others go on without it.",
    {
      text: "If one hangs, restart it alone, and wait until it is ready before the next.",
      command: "kubectl --namespace $namespace delete pod <ingester>",
    },
    "If all are slow, add ingesters.",
  ],
};
