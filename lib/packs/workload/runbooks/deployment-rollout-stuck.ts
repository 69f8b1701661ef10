/** What to do about DeploymentRolloutStuck. */
import type { Runbook } from "../../../model";

export const deploymentRolloutStuckRunbook: Runbook = {
  meaning:
    "The Deployment's condition Progressing is false: the pods of its new version did not become ready within " +
    "`progressDeadlineSeconds` (ten minutes unless set). Kubernetes keeps trying but does not go back by itself.",
  impact:
    "The old version still serves with the pods that are left. What was to be released is not, and each pod of " +
    "the old version that is lost is replaced by one that does not work.",
  diagnosis: [
    {
      text: "See what the Deployment says of it.",
      command: "kubectl --namespace $namespace rollout status deployment/$deployment --timeout=5s",
    },
    {
      text: "Find the pods of the new version: they are the ones that are not ready.",
      command: "kubectl --namespace $namespace get pods --sort-by=.metadata.creationTimestamp",
    },
    { text: "Read why they do not become ready.", command: "kubectl --namespace $namespace describe pod <new pod>" },
    {
      text: "See what changed between the two versions.",
      command: "kubectl --namespace $namespace rollout history deployment/$deployment",
    },
  ],
  mitigation: [
    {
      text: "Go back to the version before.",
      command: "kubectl --namespace $namespace rollout undo deployment/$deployment",
    },
    "If the new version is right and only needs longer to start, give it a startup probe and raise " +
      "`progressDeadlineSeconds`.",
  ],
};
