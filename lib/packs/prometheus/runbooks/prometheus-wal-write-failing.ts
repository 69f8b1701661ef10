/** What to do about PrometheusWalWriteFailing. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const prometheusWalWriteFailingRunbook: Runbook = {
  meaning:
    "Writes to the write-ahead log have failed within the last minutes. Prometheus writes every sample there " +
    "before it counts as stored.",
  impact:
    "Samples of that time are not stored, or would be lost in a crash. Mostly the disk is full or broken, so it " +
    "will not end by itself.",
  diagnosis: [
    {
      text: "See how full its volume is.",
      query: promql`persistentvolumeclaim:volume_available:ratio{namespace="$namespace",persistentvolumeclaim=~".+-$pod"}`,
    },
    {
      text: "Read why.",
      command: "kubectl --namespace $namespace logs $pod --container prometheus --tail=500 | grep -i 'wal'",
    },
    { text: "See whether the node has trouble with the disk.", query: promql`node_filesystem_readonly == 1` },
  ],
  mitigation: [
    "No room left: follow VolumeNearlyFull; shortening `prometheus.retention` frees room within minutes.",
    {
      text:
        "A disk that answers with errors: let the replica begin with an empty volume; the other replica still has " +
        "the data.",
      command:
        "kubectl --namespace $namespace delete persistentvolumeclaim <volume of $pod> --wait=false && kubectl --namespace $namespace delete pod $pod",
    },
  ],
};
