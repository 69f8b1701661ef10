/** What to do about DeploymentReplicasShort. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { kubernetes } from "../metrics";

export const deploymentReplicasShortRunbook: Runbook = {
  meaning:
    "Fewer pods of the Deployment are available than it shall have, for as long as the alert waits, and no " +
    "rollout is making headway: the number of updated pods has not changed for a while.",
  impact:
    "The other pods carry the load of those that are missing. One more failure, or the next peak, and users " +
    "notice.",
  diagnosis: [
    {
      text: "See which pods are missing or not ready, and on which nodes the others are.",
      command: "kubectl --namespace $namespace get pods --output wide",
    },
    {
      text: "See the Deployment's conditions and events.",
      command: "kubectl --namespace $namespace describe deployment $deployment",
    },
    {
      text: "See how many are missing, and since when.",
      query: promql`max by (deployment) (${kubernetes.deploymentReplicas}{namespace="$namespace",deployment="$deployment"}) - max by (deployment) (${kubernetes.deploymentAvailable}{namespace="$namespace",deployment="$deployment"})`,
    },
  ],
  mitigation: [
    "Pods that wait for a node: follow PodUnschedulable. Pods that do not start: follow ContainerWaiting. Pods " +
      "that end again and again: follow ContainerCrashLooping.",
    {
      text: "If a rollout stopped half way, finish it by mending its cause, or go back.",
      command: "kubectl --namespace $namespace rollout undo deployment/$deployment",
    },
  ],
};
