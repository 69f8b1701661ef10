/** What to do about PrometheusReplicasMissing. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const prometheusReplicasMissingRunbook: Runbook = {
  meaning:
    "Fewer pods of Prometheus answer than the environment has. A pod that is gone altogether has no target, so it " +
    "is counted rather than asked.",
  impact:
    "There is less redundancy: if one more fails, targets are not scraped and alerts are not evaluated. With " +
    "shards, the targets of the missing one are not scraped at all.",
  diagnosis: [
    {
      text: "See the pods and what they wait for.",
      command: "kubectl --namespace $namespace get pods --selector app.kubernetes.io/name=prometheus --output wide",
    },
    {
      text: "See what the StatefulSet says.",
      command: "kubectl --namespace $namespace describe statefulsets --selector operator.prometheus.io/name",
    },
    { text: "See the volumes.", command: "kubectl --namespace $namespace get persistentvolumeclaims" },
    { text: "See since when.", query: promql`up{namespace="$namespace",job="$job",container="prometheus"}` },
  ],
  mitigation: [
    "A pod that no node takes: follow PodUnschedulable. One whose node is gone: follow NodeDown, its volume binds " +
      "it to a zone.",
    "If the number of replicas was changed on purpose, deploy the environment: the alert takes the number from " +
      "there.",
  ],
};
