/** What to do about DeploymentUnavailable. */
import type { Runbook } from "../../../model";

export const deploymentUnavailableRunbook: Runbook = {
  meaning:
    "The Deployment shall have at least one pod, and not a single pod of it is available (ready for its " +
    "`minReadySeconds`).",
  impact: "Whatever the Deployment serves is down now, for everybody who uses it.",
  diagnosis: [
    {
      text: "See the pods and the state that they are in.",
      command: "kubectl --namespace $namespace get pods --output wide",
    },
    {
      text: "See what the Deployment itself says: missing quota and refused pods show here and nowhere else.",
      command: "kubectl --namespace $namespace describe deployment $deployment",
    },
    {
      text: "Read the last lines of its pods.",
      command: "kubectl --namespace $namespace logs deployment/$deployment --all-containers --tail=100 --prefix",
    },
    {
      text: "See what happened in the namespace shortly before.",
      command: "kubectl --namespace $namespace get events --sort-by=.lastTimestamp",
    },
  ],
  mitigation: [
    {
      text: "If a rollout began it, go back to the version before.",
      command: "kubectl --namespace $namespace rollout undo deployment/$deployment",
    },
    "If there are no pods at all, the Deployment says why: mostly a quota, an admission webhook that refuses " +
      "them, or Pod Security.",
    "If pods exist and do not start, follow ContainerWaiting or PodUnschedulable; if they end again and again, " +
      "follow ContainerCrashLooping.",
    "If the nodes are at fault, follow NodeDown.",
  ],
};
