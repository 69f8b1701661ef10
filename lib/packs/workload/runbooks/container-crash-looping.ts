/** What to do about ContainerCrashLooping. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { kubernetes } from "../metrics";

export const containerCrashLoopingRunbook: Runbook = {
  meaning:
    "The container ends soon after each start, and Kubernetes has begun to wait between attempts: state " +
    "`CrashLoopBackOff`, up to five minutes each time. The alert looks at the last minutes rather than at the " +
    "moment, because between two waits the container runs shortly.",
  impact:
    "This pod serves nothing. If it is the only one, or all pods of a rollout do the same, the service is down or " +
    "will be when the last old pod goes.",
  diagnosis: [
    {
      text: "Read what the container said before it ended.",
      command: "kubectl --namespace $namespace logs $pod --container $container --previous --tail=100",
    },
    {
      text:
        "See what Kubernetes says of the pod: the last lines list what happened, the container's section how it " +
        "ended before.",
      command: "kubectl --namespace $namespace describe pod $pod",
    },
    {
      text: "See which other containers loop, to tell a bad rollout from a bad node.",
      query: promql`max by (namespace, pod, container) (${kubernetes.waitingReason}{reason="CrashLoopBackOff"}) == 1`,
    },
    {
      text: "See whether configuration that it reads has changed lately.",
      command: "kubectl --namespace $namespace get configmaps,secrets --sort-by=.metadata.creationTimestamp",
    },
    {
      text: "See whether a rollout began shortly before.",
      command:
        "kubectl --namespace $namespace get replicasets,controllerrevisions --sort-by=.metadata.creationTimestamp",
    },
  ],
  mitigation: [
    {
      text:
        "If a rollout began it, go back to the version before (for a StatefulSet or DaemonSet write its kind " +
        "instead).",
      command: "kubectl --namespace $namespace rollout undo deployment/<name>",
    },
    "If the log names a missing or wrong setting, put it right in the code that deploys the service and deploy " +
      "again; a change by hand is lost with the next deployment.",
    {
      text:
        "When the cause is gone, do not wait for the next attempt: delete the pod, its controller makes a new one " +
        "at once.",
      command: "kubectl --namespace $namespace delete pod $pod",
    },
  ],
};
