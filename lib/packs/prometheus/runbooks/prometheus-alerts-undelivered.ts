/** What to do about PrometheusAlertsUndelivered. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusAlertsUndeliveredRunbook: Runbook = {
  meaning:
    "Prometheus gives up alerts for every Alertmanager that it knows. The figure is the share given up of those " +
    "for the Alertmanager that takes most: sent with an error, or thrown out of a full queue.",
  impact: "Alerts are lost: people are told too late or not at all.",
  diagnosis: [
    {
      text: "Read the error.",
      command:
        "kubectl --namespace $namespace logs $pod --container prometheus --tail=500 | grep -i 'error sending alerts\\|queue full'",
    },
    {
      text: "See what each peer takes.",
      query: promql`sum by (alertmanager) (rate(${prometheus.notificationsSent}{namespace="$namespace",pod="$pod"}[5m]))`,
    },
    {
      text: "See whether the peers are up.",
      command: "kubectl --namespace $namespace get pods --selector app.kubernetes.io/name=alertmanager --output wide",
    },
    {
      text: "See whether other replicas of Prometheus get through; as long as one does, people are told.",
      query: promql`sum by (pod) (rate(${prometheus.notificationsSent}{namespace="$namespace"}[5m]))`,
    },
  ],
  mitigation: [
    "If Alertmanager is down, follow AlertmanagerDown.",
    "If Prometheus does not reach it, see network policies (port 9093) and name resolution.",
    "If it refuses the alerts (400), the log of Alertmanager says which label: follow AlertmanagerInvalidAlerts.",
    "If the queue overflows because very many alerts fire at once, find the rule that fires for everything, and " +
      "silence it.",
  ],
};
