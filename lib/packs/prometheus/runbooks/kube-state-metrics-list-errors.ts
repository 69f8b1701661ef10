/** What to do about KubeStateMetricsListErrors. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const kubeStateMetricsListErrorsRunbook: Runbook = {
  meaning: "This share of kube-state-metrics' requests to list objects of one kind failed within the last minutes.",
  impact: "Objects that it cannot list look like objects that do not exist: alerts about them are blind.",
  diagnosis: [
    {
      text: "Read what it says: `forbidden` is a right that is missing, a timeout is the API server.",
      command: "kubectl --namespace $namespace logs --selector app.kubernetes.io/name=kube-state-metrics --tail=200",
    },
    {
      text: "See which kinds of objects it concerns.",
      query: promql`sum by (resource, result) (rate({__name__=~"kube_state_metrics_(list|watch)_total",result="error"}[10m]))`,
    },
    {
      text: "Ask what its account may do.",
      command: "kubectl auth can-i --list --as=system:serviceaccount:$namespace:prometheus-kube-state-metrics",
    },
  ],
  mitigation: [
    "`forbidden`: deploy the environment again; if a kind of object was added by hand, grant the right to list " +
      "and watch it.",
    '"could not find the requested resource": the cluster does not have that kind (any more); leave it out ' +
      "(`collectors` of the chart).",
    "Timeouts or 429: the API server is overloaded, that comes first.",
  ],
};
