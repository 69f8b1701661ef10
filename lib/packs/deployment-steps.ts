/** Steps about the deployments of a service, which the runbooks of all kinds of services share. */
import type { Step } from "../model";

export const recentRollouts: Step = {
  text: "Look for a deployment that began shortly before: the newest ReplicaSets come last.",
  command: "kubectl --namespace $namespace get replicasets --sort-by=.metadata.creationTimestamp --output wide",
};

export const undo: Step = {
  text: "If a deployment began it, go back to the version before.",
  command: "kubectl --namespace $namespace rollout undo deployment/$service",
};
