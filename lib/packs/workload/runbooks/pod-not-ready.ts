/** What to do about PodNotReady. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { kubernetes } from "../metrics";

export const podNotReadyRunbook: Runbook = {
  meaning:
    "The pod exists, has not ended, belongs to no Job, and its condition Ready has not been true for as long as " +
    "the alert waits.",
  impact:
    "No Service sends requests to it: the others carry its load. A StatefulSet starts no further pods until this " +
    "one is ready, and a rollout stops here.",
  diagnosis: [
    {
      text: "See which condition fails, and what the readiness probe answers.",
      command: "kubectl --namespace $namespace describe pod $pod",
    },
    {
      text: "Read what its containers say.",
      command: "kubectl --namespace $namespace logs $pod --all-containers --tail=200",
    },
    {
      text: "See on which node it is and how that node fares: many pods of one node point at the node.",
      command: "kubectl --namespace $namespace get pod $pod --output wide",
    },
    {
      text: "See which pods are not ready as well.",
      query: promql`max by (namespace, pod) (${kubernetes.podReady}{condition="true"}) == 0`,
    },
  ],
  mitigation: [
    {
      text: "If its node is at fault, delete the pod so that it starts elsewhere.",
      command: "kubectl --namespace $namespace delete pod $pod",
    },
    "If the readiness probe fails because something that the pod needs is away, bring that back; the pod becomes " +
      "ready by itself.",
    {
      text: "If a rollout brought it, go back to the version before.",
      command: "kubectl --namespace $namespace rollout undo deployment/<name>",
    },
  ],
};
