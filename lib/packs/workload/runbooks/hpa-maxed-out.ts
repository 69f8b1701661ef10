/** What to do about HpaMaxedOut. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { kubernetes } from "../metrics";

export const hpaMaxedOutRunbook: Runbook = {
  meaning:
    "The autoscaler has had as many pods as it may have at the most, for as long as the alert waits. Those whose " +
    "minimum equals their maximum are left out.",
  impact:
    "Nothing is wrong yet, but nothing is left: if the load grows further, pods are overloaded and answers become " +
    "slow.",
  diagnosis: [
    {
      text: "See which figure drives it, and how far that is from its target.",
      command: "kubectl --namespace $namespace describe horizontalpodautoscaler $horizontalpodautoscaler",
    },
    {
      text: "See how it came here: a slope is growth, a step is an event or a slower version.",
      query: promql`max by (horizontalpodautoscaler) (${kubernetes.autoscalerCurrent}{namespace="$namespace",horizontalpodautoscaler="$horizontalpodautoscaler"})`,
    },
    {
      text: "See whether the pods are busy with something useful.",
      query: promql`container:cpu_usage_of_limit:ratio_rate5m{namespace="$namespace"}`,
    },
  ],
  mitigation: [
    {
      text:
        "If the cluster has room, raise the maximum; write it where the service is deployed as well, else it is " +
        "lost.",
      command:
        'kubectl --namespace $namespace patch horizontalpodautoscaler $horizontalpodautoscaler --patch \'{"spec":{"maxReplicas":<more>}}\'',
    },
    "If the load is not real (a retry storm, a crawler), limit it in front of the service.",
    "If a new version needs more for the same load, go back to the one before.",
  ],
};
