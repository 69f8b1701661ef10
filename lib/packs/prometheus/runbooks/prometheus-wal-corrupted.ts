/** What to do about PrometheusWalCorrupted. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const prometheusWalCorruptedRunbook: Runbook = {
  meaning:
    "Within the last hour Prometheus has found its write-ahead log, or the chunks of the last hours on the disk, " +
    "broken: mostly after a crash or a full disk.",
  impact:
    "It repairs itself by cutting off what lies behind the broken place: samples of the last hours are missing on " +
    "this replica.",
  diagnosis: [
    {
      text: "Read what it found, and how much was cut off.",
      command: "kubectl --namespace $namespace logs $pod --container prometheus | grep -i 'corrupt'",
    },
    {
      text: "See the pod, its events and how its containers ended.",
      command: "kubectl --namespace $namespace describe pod $pod",
    },
    {
      text: "See how full its volume is.",
      query: promql`persistentvolumeclaim:volume_available:ratio{namespace="$namespace",persistentvolumeclaim=~".+-$pod"}`,
    },
  ],
  mitigation: [
    "Nothing need be done for this replica: it goes on. The other replica has the samples.",
    "Find out why it ended so badly: want of memory, a full disk, a node that was lost, a volume of the kind that " +
      "several machines share (NFS), which Prometheus does not support.",
    {
      text: "If it happens again, let the replica begin with an empty volume.",
      command:
        "kubectl --namespace $namespace delete persistentvolumeclaim <volume of $pod> --wait=false && kubectl --namespace $namespace delete pod $pod",
    },
  ],
};
