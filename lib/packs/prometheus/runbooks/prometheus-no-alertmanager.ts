/** What to do about PrometheusNoAlertmanager. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusNoAlertmanagerRunbook: Runbook = {
  meaning: "Prometheus has no Alertmanager in its configuration or discovery, for as long as the alert waits.",
  impact:
    "Alerts fire and nobody is told. This one can only be seen in Prometheus itself, or by the dead man's switch " +
    "that falls silent.",
  diagnosis: [
    {
      text: "See which Alertmanagers it knows. Forward the port and open http://localhost:9090/alertmanager-discovery.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
    {
      text: "Look into its configuration under alerting. Forward the port and open http://localhost:9090/config.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
    {
      text: "See whether Alertmanager is there at all.",
      command: "kubectl --namespace $namespace get pods,services --selector app.kubernetes.io/name=alertmanager",
    },
    {
      text: "See whether the new configuration is refused.",
      query: promql`${prometheus.reloadSuccessful}{namespace="$namespace",pod="$pod"}`,
    },
  ],
  mitigation: [
    "Deploy the environment again: the addresses of all peers are written into Prometheus' configuration from " +
      "there.",
    "If somebody changed the Prometheus resource by hand, take it back.",
    "Until then look at the firing alerts in Prometheus, and tell who must know.",
  ],
};
