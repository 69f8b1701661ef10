/** What to do about NodeReadinessFlapping. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { node } from "../metrics";

export const nodeReadinessFlappingRunbook: Runbook = {
  meaning:
    "The node's condition Ready changed more often within a quarter of an hour than the alert allows: it is " +
    "ready, then not, then ready again.",
  impact:
    "Each time its pods are taken out of their Services and put back; connections break. If it stays away for " +
    "five minutes its pods are moved as well.",
  diagnosis: [
    { text: "See the node, its conditions and since when they hold.", command: "kubectl describe node $node" },
    {
      text:
        "See the pattern: regular points at memory or disk that is freed and used up again, irregular at the " +
        "network.",
      query: promql`max by (node) (${node.nodeCondition}{node="$node",condition="Ready",status="true"})`,
    },
    { text: "See whether the node is starved.", query: promql`rate(${node.memoryStalled}{node="$node"}[5m])` },
    {
      text: "Read what the kubelet says: `PLEG is not healthy` is a container runtime that is too slow.",
      command: "ssh <node> journalctl --unit kubelet --since -30min --no-pager",
    },
    {
      text: "See which pods run there.",
      command: "kubectl get pods --all-namespaces --output wide --field-selector spec.nodeName=$node",
    },
  ],
  mitigation: [
    { text: "Keep new pods away while you look.", command: "kubectl cordon $node" },
    "If one pod starves the node, give it limits or move it.",
    {
      text: "If the container runtime is slow, restart it, and see whether the disk keeps up (NodeDiskSaturated).",
      command: "ssh <node> sudo systemctl restart containerd",
    },
    {
      text: "If the node cannot be helped, move its pods away and replace it.",
      command: "kubectl drain $node --ignore-daemonsets --delete-emptydir-data",
    },
  ],
};
