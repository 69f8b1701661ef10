/** What to do about PdbUnhealthy. */
import type { Runbook } from "../../../model";

export const pdbUnhealthyRunbook: Runbook = {
  meaning: "Fewer pods under this PodDisruptionBudget are ready than it asks for, for as long as the alert waits.",
  impact:
    "The service has less redundancy than its owner said it needs. Nodes that run one of its pods cannot be " +
    "drained, so upgrades of the cluster stop.",
  diagnosis: [
    {
      text: "See how many are ready, and how many must be.",
      command: "kubectl --namespace $namespace describe poddisruptionbudget $poddisruptionbudget",
    },
    { text: "See the pods that it selects.", command: "kubectl --namespace $namespace get pods --output wide" },
    {
      text: "See what happened to them.",
      command: "kubectl --namespace $namespace get events --sort-by=.lastTimestamp",
    },
  ],
  mitigation: [
    "Bring the missing pods back: ContainerCrashLooping, ContainerWaiting and PodUnschedulable say how.",
    "If the budget asks for as many pods as there are, it can never be met while one restarts: let it ask for one " +
      "less.",
    "If the pods that it selects are gone for good, delete the budget.",
  ],
};
