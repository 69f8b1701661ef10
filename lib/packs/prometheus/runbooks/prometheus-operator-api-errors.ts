/** What to do about PrometheusOperatorApiErrors. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { around } from "../operator-metrics";

export const prometheusOperatorApiErrorsRunbook: Runbook = {
  meaning:
    "This share of a controller's requests to list its resources, or to be told of changes, failed within the " +
    "last minutes.",
  impact: "The operator does not see new rules, monitors and settings: they have no effect.",
  diagnosis: [
    { text: "Read what the operator says.", command: "kubectl --namespace $namespace logs $pod --tail=200" },
    {
      text: "See which controllers it concerns.",
      query: promql`sum by (controller) (rate(${around.listsFailed}{namespace="$namespace"}[10m]) + rate(${around.watchesFailed}{namespace="$namespace"}[10m]))`,
    },
    {
      text: "See whether the definitions are there.",
      command: "kubectl get customresourcedefinitions --selector operator.prometheus.io/version",
    },
  ],
  mitigation: [
    "`forbidden`: a right is missing, deploy the environment again.",
    "`not found`: a definition is missing, deploy the release of the definitions (`prometheus.crds` of the " +
      "environment).",
    "Timeouts: the API server is overloaded, that comes first.",
  ],
};
