/** What to do about NodePressure. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const nodePressureRunbook: Runbook = {
  meaning:
    "The kubelet reports one of the conditions DiskPressure, MemoryPressure, PIDPressure or NetworkUnavailable, " +
    "for as long as the alert waits. The label `condition` says which.",
  impact:
    "The kubelet evicts pods until the pressure is gone, those first that use more than they asked for, and the " +
    "node takes no new ones. With NetworkUnavailable its pods have no network.",
  diagnosis: [
    { text: "See the node, its conditions and since when they hold.", command: "kubectl describe node $node" },
    {
      text: "See which pods were evicted, and why.",
      command: "kubectl get events --all-namespaces --field-selector reason=Evicted",
    },
    {
      text: "For DiskPressure see which file system it is.",
      query: promql`filesystem:node_filesystem_avail:ratio{node="$node"}`,
    },
    {
      text: "For MemoryPressure see which pods use most.",
      query: promql`topk(10, sum by (namespace, pod) (container_memory_working_set_bytes{node="$node",container!=""}))`,
    },
    "For PIDPressure look for a container that makes processes and does not wait for their end. For " +
      "NetworkUnavailable look at the pods of the network plug-in on the node.",
  ],
  mitigation: [
    {
      text: "For DiskPressure let the container runtime delete images that nothing uses.",
      command: "ssh <node> sudo crictl rmi --prune",
    },
    "For MemoryPressure give limits to the pods that use far more than they requested.",
    "For PIDPressure restart the pod that makes the processes.",
    {
      text: "If the node cannot be helped, move its pods away and replace it.",
      command: "kubectl drain $node --ignore-daemonsets --delete-emptydir-data",
    },
  ],
};
