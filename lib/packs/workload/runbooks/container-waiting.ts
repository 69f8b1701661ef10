/** What to do about ContainerWaiting. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { kubernetes } from "../metrics";

export const containerWaitingRunbook: Runbook = {
  meaning:
    "Kubernetes tries to start this container and cannot: its image cannot be fetched, a Secret or ConfigMap is " +
    "missing, a volume does not come, or the container runtime refuses it. Crash loops and pods that wait for " +
    "their init containers are not counted; the reason itself is left out of the alert, because it changes " +
    "between attempts.",
  impact:
    "The pod serves nothing. A rollout that brings such pods stops half way; pods that are moved to another node " +
    "do not come back.",
  diagnosis: [
    {
      text: "See the reason and the error in full, at the end of the output.",
      command: "kubectl --namespace $namespace describe pod $pod",
    },
    {
      text:
        "See which reasons there are, and whom else they hit: many pods on one node point at the node, all pods of " +
        "one image at the registry.",
      query: promql`sum by (reason, namespace, pod) (${kubernetes.waitingReason}{namespace="$namespace"}) > 0`,
    },
    {
      text:
        "For `ErrImagePull` and `ImagePullBackOff` compare the image's name and tag with what is in the registry, " +
        "and see which credentials the pod has.",
      command:
        "kubectl --namespace $namespace get pod $pod --output jsonpath='{.spec.containers[*].image}{\"  \"}{.spec.imagePullSecrets[*].name}'",
    },
    {
      text:
        "For `CreateContainerConfigError` see which Secrets and ConfigMaps exist; the event names the one that is " +
        "missing.",
      command: "kubectl --namespace $namespace get secrets,configmaps",
    },
    {
      text: "For `ContainerCreating` look for volumes that do not attach.",
      command:
        "kubectl --namespace $namespace get events --field-selector involvedObject.name=$pod --sort-by=.lastTimestamp",
    },
  ],
  mitigation: [
    "Put right what is missing: the tag, the pull Secret, the Secret or ConfigMap that the pod names. Kubernetes " +
      "tries again by itself within five minutes.",
    {
      text: "If the registry is down, keep the pods that run: pause the rollout, so that no more of them are replaced.",
      command: "kubectl --namespace $namespace rollout pause deployment/<name>",
    },
    "If a volume hangs on a node that is gone, follow the runbook of NodeDown; the volume is released when the " +
      "node is known to be away.",
  ],
};
