/** What to do about StatefulSetReplicasShort. */
import type { Runbook } from "../../../model";

export const statefulSetReplicasShortRunbook: Runbook = {
  meaning:
    "Fewer pods of the StatefulSet are ready than it shall have, for as long as the alert waits, and no rollout " +
    "is making headway.",
  impact:
    "Most StatefulSets are clusters of their own (databases, queues, stores): with a member missing there is less " +
    "redundancy, and with one more they may lose their quorum and stop. A StatefulSet in order also starts no " +
    "later pod until the missing one is ready.",
  diagnosis: [
    {
      text: "See which member is missing. The lowest number that is not ready is the one to look at.",
      command: "kubectl --namespace $namespace get pods --output wide",
    },
    { text: "See what keeps it.", command: "kubectl --namespace $namespace describe pod $statefulset-<number>" },
    {
      text: "Read what it says of itself.",
      command: "kubectl --namespace $namespace logs $statefulset-<number> --all-containers --tail=200",
    },
    {
      text: "See whether its volume is bound and on the right node.",
      command: "kubectl --namespace $namespace get persistentvolumeclaims",
    },
  ],
  mitigation: [
    "A pod that waits for its volume on a node that is gone: follow NodeDown. One that does not start: follow " +
      "ContainerWaiting. One that ends again and again: follow ContainerCrashLooping.",
    {
      text:
        "If the pod hangs in Terminating on a node that is certainly off, release it; never while the node might " +
        "still run it, because then two pods write to one volume.",
      command: "kubectl --namespace $namespace delete pod $statefulset-<number> --force --grace-period=0",
    },
    {
      text: "If a rollout broke it, go back.",
      command: "kubectl --namespace $namespace rollout undo statefulset/$statefulset",
    },
  ],
};
