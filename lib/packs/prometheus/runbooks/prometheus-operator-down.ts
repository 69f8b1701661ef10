/** What to do about PrometheusOperatorDown. */
import type { Runbook } from "../../../model";

export const prometheusOperatorDownRunbook: Runbook = {
  meaning:
    "None of the targets of the operator's job answers, or there is none. The operator makes Prometheus and its " +
    "configuration out of resources in the cluster.",
  impact:
    "Prometheus goes on with what it has. New rules, monitors, versions and sizes have no effect, and rules are " +
    "let in unchecked, because the operator also answers the API server's question about them.",
  diagnosis: [
    {
      text: "See the operator's pod.",
      command: "kubectl --namespace $namespace get pods --selector app=kube-prometheus-stack-operator --output wide",
    },
    { text: "Read what it says.", command: "kubectl --namespace $namespace logs deployment/$job --tail=200" },
    { text: "See why it does not start.", command: "kubectl --namespace $namespace describe deployment $job" },
    {
      text: "If it runs, the scrape is at fault: its certificate comes from a job of the chart.",
      command: "kubectl --namespace $namespace get secrets,servicemonitors",
    },
  ],
  mitigation: [
    "If it was killed for want of memory, raise `prometheus.operator.resources` of the environment.",
    "If a certificate is missing, deploy the release again: its job makes a new one.",
    {
      text: "If it hangs, restart it; Prometheus is not touched by that.",
      command: "kubectl --namespace $namespace rollout restart deployment/$job",
    },
  ],
};
