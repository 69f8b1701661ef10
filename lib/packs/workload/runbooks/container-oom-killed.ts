/** What to do about ContainerOomKilled. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { kubernetes } from "../metrics";

export const containerOomKilledRunbook: Runbook = {
  meaning:
    "The container was started anew within the last minutes, and it ended the last time because the kernel killed " +
    "it for using more memory than its limit (`OOMKilled`). The alert takes a growing restart counter together " +
    "with that reason, because the reason alone stays until the container ends again.",
  impact:
    "What the container was doing was cut off without a chance to clean up: requests fail, work in memory is " +
    "lost, files may be half written. It will happen again at the next load of that kind.",
  diagnosis: [
    {
      text:
        "See how its memory grew before: a slope that never ends is a leak, a spike is one request or one batch " +
        "that is too large.",
      query: promql`max by (pod, container) (${kubernetes.workingSet}{namespace="$namespace",pod="$pod",container="$container"})`,
    },
    {
      text: "Compare with its limit.",
      query: promql`max by (pod, container) (${kubernetes.limits}{namespace="$namespace",pod="$pod",container="$container",resource="memory"})`,
    },
    {
      text: "Read what the container said before it ended.",
      command: "kubectl --namespace $namespace logs $pod --container $container --previous --tail=100",
    },
    {
      text:
        "See whether its siblings come near their limits as well, which points at load rather than at one bad " +
        "request.",
      query: promql`container:memory_working_set_of_limit:ratio{namespace="$namespace"} > 0.8`,
    },
    {
      text: "See whether a rollout began shortly before.",
      command:
        "kubectl --namespace $namespace get replicasets,controllerrevisions --sort-by=.metadata.creationTimestamp",
    },
  ],
  mitigation: [
    "Raise the limit (and the request with it) where the service is deployed, if the need is real: half as much " +
      "again is a good first step. A change by hand is lost with the next deployment.",
    {
      text: "If a rollout began it, go back to the version before.",
      command: "kubectl --namespace $namespace rollout undo deployment/<name>",
    },
    "Runtimes with a heap of their own (Java, Node.js) must be told a heap smaller than the limit, else they grow " +
      "into it.",
    "For a leak: take a heap profile of a pod that has run long, and let the pods restart in turn until it is " +
      "mended.",
  ],
};
