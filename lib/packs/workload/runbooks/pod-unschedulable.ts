/** What to do about PodUnschedulable. */
import type { Runbook } from "../../../model";

export const podUnschedulableRunbook: Runbook = {
  meaning:
    "The scheduler has looked at all nodes and found none for this pod: not enough CPU or memory is left " +
    "unrequested, or no node meets its selector, affinity, tolerations or the zone of its volume.",
  impact: "The pod does not run. What it belongs to has fewer pods than it should, or none.",
  diagnosis: [
    {
      text: "Read the scheduler's last event: it counts the nodes and says what each lacks.",
      command:
        "kubectl --namespace $namespace get events --field-selector involvedObject.name=$pod --sort-by=.lastTimestamp",
    },
    {
      text: "See what the nodes have given away already.",
      command: "kubectl describe nodes | grep --after-context=8 'Allocated resources'",
    },
    { text: "See whether nodes are cordoned or not ready.", command: "kubectl get nodes" },
    {
      text: "If the event speaks of volume affinity, see in which zone the pod's volume is.",
      command:
        "kubectl get persistentvolumes --output custom-columns=CLAIM:.spec.claimRef.name,AFFINITY:.spec.nodeAffinity",
    },
  ],
  mitigation: [
    "Add a node, or see why the cluster's autoscaler adds none (its log names the node group and the reason).",
    "Lower requests that are far above what is used: the panel of the workload shows both.",
    {
      text: "If a node was cordoned and the work on it is done, let it take pods again.",
      command: "kubectl uncordon <node>",
    },
    "If the rules cannot be met together (anti-affinity with fewer nodes than replicas, a selector for a label " +
      "that no node has), loosen them where the service is deployed.",
  ],
};
