/** What to do about PrometheusCompactionFailing. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const prometheusCompactionFailingRunbook: Runbook = {
  meaning:
    "Prometheus writes what is in memory into blocks every two hours and makes larger blocks of small ones. That " +
    "has failed again and again for hours.",
  impact:
    "What is in memory and in the write-ahead log grows, and so do memory, disk and the time that a restart " +
    "takes. Queries over long times become slow.",
  diagnosis: [
    {
      text: "Read why.",
      command: "kubectl --namespace $namespace logs $pod --container prometheus --tail=1000 | grep -i compact",
    },
    {
      text: "See how full its volume is.",
      query: promql`persistentvolumeclaim:volume_available:ratio{namespace="$namespace",persistentvolumeclaim=~".+-$pod"}`,
    },
    {
      text: "See which blocks there are.",
      command:
        "kubectl --namespace $namespace exec $pod --container prometheus -- promtool tsdb list --human-readable /prometheus",
    },
  ],
  mitigation: [
    "No room left: follow VolumeNearlyFull; a compaction needs as much again as the blocks that it reads.",
    {
      text:
        "A block that it cannot read: let the replica begin with an empty volume; the other replica still has that " +
        "time.",
      command:
        "kubectl --namespace $namespace delete persistentvolumeclaim <volume of $pod> --wait=false && kubectl --namespace $namespace delete pod $pod",
    },
    "Too many open files: raise the limit of the node.",
  ],
};
