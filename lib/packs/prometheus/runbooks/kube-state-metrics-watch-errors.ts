/** What to do about KubeStateMetricsWatchErrors. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const kubeStateMetricsWatchErrorsRunbook: Runbook = {
  meaning:
    "This share of kube-state-metrics' requests to be told of changes of one kind of object failed within the " +
    "last minutes.",
  impact: "What it tells of these objects is old: alerts about them come late or not at all.",
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
