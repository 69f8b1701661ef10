/** What to do about PrometheusOperatorStatusFails. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { around } from "../operator-metrics";

export const prometheusOperatorStatusFailsRunbook: Runbook = {
  meaning:
    "This share of a controller's attempts to write the state of a resource into it failed within the last " +
    "minutes.",
  impact:
    "The resources do not say any more whether they have arrived: tools that wait for it (deployments, `kubectl " +
    "wait`) hang. Prometheus itself is not concerned.",
  diagnosis: [
    { text: "Read what the operator says.", command: "kubectl --namespace $namespace logs $pod --tail=200" },
    {
      text: "See which controllers it concerns.",
      query: promql`sum by (controller) (rate(${around.statusUpdateErrors}{namespace="$namespace"}[5m]))`,
    },
    {
      text: "See whether the definitions are of the operator's version.",
      command: "kubectl get customresourcedefinitions --selector operator.prometheus.io/version --show-labels",
    },
  ],
  mitigation: [
    "A definition that is older than the operator does not know the field: deploy the release of the definitions.",
    "`forbidden`: a right on `…/status` is missing, deploy the environment again.",
  ],
};
