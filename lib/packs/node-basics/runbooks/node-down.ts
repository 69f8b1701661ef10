/** What to do about NodeDown. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { node } from "../metrics";

export const nodeDownRunbook: Runbook = {
  meaning:
    "The node's condition Ready is not true. False means that its kubelet says so itself (no network plug-in, a " +
    "container runtime that does not answer); unknown means that the kubelet has not been heard of for 40 " +
    "seconds: the node, its network or the kubelet is gone.",
  impact:
    "New pods do not come to the node. After five minutes its pods are given up and started elsewhere, those with " +
    "volumes later or not at all, because a volume is not released while the node might still use it. There is " +
    "less room for everything else.",
  diagnosis: [
    { text: "See the node, its conditions and since when they hold.", command: "kubectl describe node $node" },
    {
      text: "See whether it is one node or many: many at once point at the network, the control plane or the cloud.",
      query: promql`max by (node) (${node.nodeCondition}{condition="Ready",status="true"}) == 0`,
    },
    {
      text: "See whether the machine still answers its exporter.",
      query: promql`up{job="node-exporter",node="$node"}`,
    },
    "Look at the machine in the console of the cloud or the hypervisor: off, preempted, under maintenance, out of " +
      "memory?",
    {
      text: "If you can log in, read what the kubelet says.",
      command: "ssh <node> journalctl --unit kubelet --since -15min --no-pager",
    },
    {
      text: "See which pods run there.",
      command: "kubectl get pods --all-namespaces --output wide --field-selector spec.nodeName=$node",
    },
  ],
  mitigation: [
    "If the machine is off or hangs, start it anew, or delete it and let the node group make another.",
    {
      text:
        "If the machine is certainly off, tell Kubernetes so: its pods and volumes are then released at once. Never " +
        "do it while the machine might still run.",
      command: "kubectl taint nodes $node node.kubernetes.io/out-of-service=nodeshutdown:NoExecute",
    },
    {
      text: "If the kubelet or the container runtime hangs, restart it.",
      command: "ssh <node> sudo systemctl restart containerd kubelet",
    },
    { text: "If it is replaced, delete the node object that is left.", command: "kubectl delete node $node" },
  ],
};
