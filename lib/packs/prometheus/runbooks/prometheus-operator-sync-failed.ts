/** What to do about PrometheusOperatorSyncFailed. */
import type { Runbook } from "../../../model";

export const prometheusOperatorSyncFailedRunbook: Runbook = {
  meaning:
    "The last attempt of a controller to make the cluster as its resources say failed for some of them, for as " +
    "long as the alert waits.",
  impact: "What was changed (a new version, more memory, new rules) is not there, or only in part.",
  diagnosis: [
    { text: "Read what the operator says.", command: "kubectl --namespace $namespace logs $pod --tail=200" },
    {
      text: "See what the resource says of itself.",
      command:
        'kubectl get prometheuses --all-namespaces --output jsonpath=\'{range .items[*]}{.metadata.name}{": "}{.status.conditions}{"\\n"}{end}\'',
    },
    { text: "See the StatefulSets that it made.", command: "kubectl --namespace $namespace get statefulsets" },
  ],
  mitigation: [
    "A field that cannot be changed in place (storage, selectors): the log names it; the StatefulSet must be made " +
      "anew, which the operator does when it may.",
    "A right that is missing: deploy the environment again.",
    "A conflict with somebody who changes the same object: find out who, and stop one of the two.",
  ],
};
