/** What to do about NodeRootFilesystemLow. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const nodeRootFilesystemLowRunbook: Runbook = {
  meaning:
    "The share of the root file system that is free for others than root is below the limit. File systems that " +
    "are read-only by design are not counted.",
  impact:
    "Below a tenth the kubelet begins to evict pods (`nodefs.available`). When nothing is left, the machine's own " +
    "services fail, logs are lost, and nobody can log in.",
  diagnosis: [
    {
      text: "See how fast it goes down.",
      query: promql`filesystem:node_filesystem_avail:ratio{instance="$instance",mountpoint="/"}`,
    },
    {
      text: "Find what takes the room.",
      command: "kubectl debug node/$node --stdin --tty --image=busybox -- du -xh -d 3 /host | sort -h | tail -n 30",
    },
    "The usual places: `/var/lib/containerd` (images and writable layers), `/var/log/pods`, " +
      "`/var/lib/kubelet/pods` (emptyDir volumes), `/tmp`, core dumps.",
    {
      text: "See which pods run there.",
      command: "kubectl get pods --all-namespaces --output wide --field-selector spec.nodeName=$node",
    },
    "Without the label `node` on the alert, the machine is outside of the cluster: log in to the address in " +
      "`instance`.",
  ],
  mitigation: [
    {
      text: "Let the container runtime delete images that nothing uses.",
      command: "ssh <node> sudo crictl rmi --prune",
    },
    { text: "Cut the journal.", command: "ssh <node> sudo journalctl --vacuum-size=500M" },
    "Delete the pod that writes too much to its own file system or to an emptyDir, and give it an " +
      "`ephemeral-storage` limit.",
    "If the disk is simply too small, replace the node by one with a larger disk.",
  ],
};
