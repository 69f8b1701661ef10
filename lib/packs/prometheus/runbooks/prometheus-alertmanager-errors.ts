/** What to do about PrometheusAlertmanagerErrors. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusAlertmanagerErrorsRunbook: Runbook = {
  meaning:
    "This share of the alerts that this replica sent to one Alertmanager was not taken: the address did not " +
    "answer in time, or answered with an error. What is not taken is not sent again until the alert is sent anew, " +
    "a minute or so later.",
  impact:
    "One Alertmanager knows less than the others. As long as the others are told, people are; the alert " +
    "PrometheusAlertsUndelivered tells when that ends.",
  diagnosis: [
    {
      text: "Read the error.",
      command:
        "kubectl --namespace $namespace logs $pod --container prometheus --tail=500 | grep -i 'error sending alerts'",
    },
    {
      text:
        "See which peers it concerns, and from which replicas: one peer for all points at the peer, all peers from " +
        "one replica at that replica's network.",
      query: promql`sum by (pod, alertmanager) (rate(${prometheus.notificationErrors}{namespace="$namespace"}[5m])) > 0`,
    },
    {
      text: "See whether the peer is up and ready.",
      command: "kubectl --namespace $namespace get pods --selector app.kubernetes.io/name=alertmanager --output wide",
    },
    {
      text: "Ask the peer itself, past the network between the two.",
      command:
        "kubectl --namespace $namespace port-forward pod/<peer> 9093 & sleep 2; curl --silent localhost:9093/-/ready",
    },
  ],
  mitigation: [
    "If the peer is down, follow AlertmanagerReplicaMissing.",
    "If it does not resolve or times out, see the network policies between Prometheus and Alertmanager (port " +
      "9093).",
    "If it answers 400, it refuses the alerts themselves: follow AlertmanagerInvalidAlerts.",
  ],
};
