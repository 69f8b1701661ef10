/** What to do about PrometheusOperatorErrors. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { around } from "../operator-metrics";

export const prometheusOperatorErrorsRunbook: Runbook = {
  meaning:
    "This share of a controller's attempts to make the cluster as its resources say failed within the last " +
    "minutes.",
  impact: "Changes of its resources arrive late or not at all.",
  diagnosis: [
    { text: "Read what the operator says.", command: "kubectl --namespace $namespace logs $pod --tail=200" },
    {
      text: "See which controllers fail.",
      query: promql`sum by (controller) (rate(${around.reconcileErrors}{namespace="$namespace"}[5m]))`,
    },
    {
      text: "See which objects do not get through.",
      query: promql`${around.syncs}{namespace="$namespace",status="failed"} > 0`,
    },
  ],
  mitigation: [
    "The log names the object and the error; PrometheusOperatorSyncFailed says what can be done.",
    "If the API server is slow or refuses requests, that comes first.",
  ],
};
