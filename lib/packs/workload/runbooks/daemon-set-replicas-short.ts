/** What to do about DaemonSetReplicasShort. */
import type { Runbook } from "../../../model";

export const daemonSetReplicasShortRunbook: Runbook = {
  meaning:
    "Some nodes shall run a pod of this DaemonSet and have none that is available, for as long as the alert " +
    "waits, and no rollout is making headway.",
  impact:
    "DaemonSets are what every node needs: the network, volumes, logs, metrics. The nodes concerned go without, " +
    "which may show as something quite different (pods without a network, missing logs).",
  diagnosis: [
    {
      text: "See on which nodes its pods are not ready.",
      command: "kubectl --namespace $namespace get pods --output wide",
    },
    {
      text: "See what the DaemonSet says of pods that it could not make.",
      command: "kubectl --namespace $namespace describe daemonset $daemonset",
    },
    { text: "Compare with the nodes: one that is not ready explains its pod.", command: "kubectl get nodes" },
  ],
  mitigation: [
    "If the node is not ready, follow NodeDown. If the pod does not fit on the node, free some room there or give " +
      "the DaemonSet a priority class.",
    {
      text: "If a rollout broke it, go back.",
      command: "kubectl --namespace $namespace rollout undo daemonset/$daemonset",
    },
    {
      text: "If a single pod hangs, delete it; a new one is made on the same node.",
      command: "kubectl --namespace $namespace delete pod <pod>",
    },
  ],
};
