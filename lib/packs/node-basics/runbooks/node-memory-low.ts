/** What to do about NodeMemoryLow. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { node } from "../metrics";

export const nodeMemoryLowRunbook: Runbook = {
  meaning:
    "The kernel estimates that programs can get only this share of the node's memory without swapping " +
    "(MemAvailable over MemTotal), for as long as the alert waits.",
  impact:
    "The kernel drops its file cache, and all that reads files becomes slow. Then it kills processes, not always " +
    "the one that used the memory up, or the kubelet evicts pods.",
  diagnosis: [
    {
      text: "See which pods use most.",
      query: promql`topk(10, sum by (namespace, pod) (container_memory_working_set_bytes{node="$node",container!=""}))`,
    },
    {
      text: "See whether it came slowly (a leak) or at once (a new pod).",
      query: promql`${node.memoryAvailable}{instance="$instance"} / (${node.memoryTotal}{instance="$instance"} > 0)`,
    },
    { text: "See how much the node has promised.", command: "kubectl describe node $node" },
    "Without the label `node` on the alert, the machine is outside of the cluster: log in to the address in " +
      "`instance`.",
  ],
  mitigation: [
    "Restart the pod that has grown beyond what it requested.",
    "Give containers without a memory limit one, and requests that are true: the scheduler goes by requests " +
      "alone.",
    { text: "Keep new pods away until there is room.", command: "kubectl cordon $node" },
    "If the memory is not in pods, look for a process of the machine itself, and reserve memory for the system " +
      "(`systemReserved` of the kubelet).",
  ],
};
