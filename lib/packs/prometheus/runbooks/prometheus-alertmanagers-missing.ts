/** What to do about PrometheusAlertmanagersMissing. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusAlertmanagersMissingRunbook: Runbook = {
  meaning:
    "Prometheus sends alerts to fewer Alertmanagers than the environment has peers, for as long as the alert " +
    "waits.",
  impact:
    "Alertmanagers tell each other what was sent, not what fires. With a peer left out, notifications depend on " +
    "fewer of them, and one that is cut off may tell things twice.",
  diagnosis: [
    {
      text:
        "See which Alertmanagers it knows, and which were dropped by relabelling. Forward the port and open " +
        "http://localhost:9090/alertmanager-discovery.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
    {
      text: "See the peers.",
      command: "kubectl --namespace $namespace get pods --selector app.kubernetes.io/name=alertmanager --output wide",
    },
    { text: "Compare the replicas of Prometheus.", query: promql`${prometheus.alertmanagers}{namespace="$namespace"}` },
  ],
  mitigation: [
    "Deploy the environment again: the addresses of all peers are written into Prometheus' configuration from " +
      "there.",
    "If the new configuration is refused, follow PrometheusBadConfig.",
  ],
};
