/** What to do about LokiSeveralCompactors. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const severalCompactorsRunbook: Runbook = {
  meaning: "More than one pod says that it compacts. Of all replicas, the ring of compactors chooses one.",
  impact:
    "Two that rewrite the same tables may undo each other's work: parts of the index can get lost, and with them the way to the logs.",
  diagnosis: [
    { text: "See which pods compact.", query: promql`${loki.compactorRunning}{namespace="$namespace"} == 1` },
    { text: "See whether the pods know of each other.", query: promql`${loki.gossipMembers}{namespace="$namespace"}` },
    {
      text: "In the distributed mode there must be one compactor only.",
      command: "kubectl --namespace $namespace get statefulsets",
    },
  ],
  mitigation: [
    {
      text: "In the distributed mode, go back to one.",
      command: "kubectl --namespace $namespace scale statefulset/<release>-compactor --replicas=1",
    },
    "Otherwise the pods are cut off from each other: follow the runbook of LokiGossipSplit.",
    "Make sure that no other cluster works on the same bucket.",
  ],
};
