/** What to do about PrometheusOperatorNotReady. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { around } from "../operator-metrics";

export const prometheusOperatorNotReadyRunbook: Runbook = {
  meaning:
    "A controller of the operator has not begun to work (`prometheus_operator_ready` is 0), for as long as the " +
    "alert waits. It waits until it has seen all of its resources once.",
  impact: "Changes of its resources have no effect.",
  diagnosis: [
    { text: "Read what the operator says.", command: "kubectl --namespace $namespace logs $pod --tail=200" },
    {
      text: "See whether all definitions are there, and in which version.",
      command: "kubectl get customresourcedefinitions --selector operator.prometheus.io/version --show-labels",
    },
    { text: "See whether its requests fail.", query: promql`rate(${around.listsFailed}{namespace="$namespace"}[5m])` },
  ],
  mitigation: [
    "If a definition is missing or too old, deploy the release of the definitions (`prometheus.crds` of the " +
      "environment), then restart the operator.",
    "If a right is missing (`forbidden`), deploy the environment again.",
    "If the API server is slow, that comes first.",
  ],
};
