/** What to do about NodeFilesystemLow. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const nodeFilesystemLowRunbook: Runbook = {
  meaning:
    "The share of a file system (other than the root) that is free is below the limit. Those in memory and those " +
    "that are read-only are not counted. The label `mountpoint` says where it is mounted.",
  impact: "When it is full, whatever writes to it fails: images cannot be fetched, logs are lost, databases stop.",
  diagnosis: [
    {
      text: "See how fast it goes down.",
      query: promql`filesystem:node_filesystem_avail:ratio{instance="$instance",mountpoint="$mountpoint"}`,
    },
    {
      text: "Find what takes the room.",
      command: "kubectl debug node/$node --stdin --tty --image=busybox -- du -xh -d 3 /host | sort -h | tail -n 30",
    },
    {
      text: "See which pods run there.",
      command: "kubectl get pods --all-namespaces --output wide --field-selector spec.nodeName=$node",
    },
    "Without the label `node` on the alert, the machine is outside of the cluster: log in to the address in " +
      "`instance`.",
  ],
  mitigation: [
    "If it holds images and containers, let the runtime delete what nothing uses (`crictl rmi --prune` on the " +
      "node).",
    "If it is a volume of a pod, follow VolumeNearlyFull.",
    "Otherwise delete what is not needed, or make the disk larger.",
  ],
};
