/** What to do about NodeMemoryStalled. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { node } from "../metrics";

export const nodeMemoryStalledRunbook: Runbook = {
  meaning:
    "For this share of the last minutes no process on the node could go on, because all of them waited for memory " +
    "(the kernel's pressure stall information, full). The node thrashes: it reads back from the disk what it has " +
    "just thrown away.",
  impact:
    "Everything on the node is slow or stands still. Probes time out, pods restart, and the kubelet may be " +
    "thought dead.",
  diagnosis: [
    {
      text: "See which pods use most memory.",
      query: promql`topk(10, sum by (namespace, pod) (container_memory_working_set_bytes{node="$node",container!=""}))`,
    },
    {
      text: "See whether the disk is busy with it.",
      query: promql`rate(${node.diskWeightedTime}{instance="$instance"}[5m])`,
    },
    { text: "See how much memory is left.", query: promql`${node.memoryAvailable}{instance="$instance"}` },
    "Without the label `node` on the alert, the machine is outside of the cluster: log in to the address in " +
      "`instance`.",
  ],
  mitigation: [
    "Delete the pod that takes the memory; its limits decide where it may go next.",
    { text: "Keep new pods away while you look.", command: "kubectl cordon $node" },
    {
      text: "If the node cannot be helped, move its pods away and replace it.",
      command: "kubectl drain $node --ignore-daemonsets --delete-emptydir-data",
    },
    "Afterwards give requests and limits to what had none.",
  ],
};
