/** What to do about AlertmanagerNothingReceived. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const nothingReceivedRunbook: Runbook = {
  meaning:
    "The pod answers Prometheus's scrapes, but no alert has reached it. The Watchdog fires always and is sent again every minute or so, thus silence is never right.",
  impact:
    "If it is one pod of several, the others tell in its place. If it is all of them, nobody is told of anything, and the heartbeat's receiver has noticed as well.",
  diagnosis: [
    {
      text: "See whether Prometheus knows this pod as a receiver of alerts.",
      query: promql`prometheus_notifications_alertmanagers_discovered`,
    },
    {
      text: "See whether Prometheus fails to send.",
      query: promql`sum by (alertmanager) (rate(prometheus_notifications_errors_total[5m]))`,
    },
    {
      text: "See whether rules are evaluated at all: the Watchdog must be there.",
      query: promql`ALERTS{alertname="Watchdog"}`,
    },
    {
      text: "See whether a network policy forbids port 9093 to Prometheus.",
      command: "kubectl --namespace $namespace get networkpolicies --output yaml | grep --before-context=10 9093",
    },
  ],
  mitigation: [
    {
      text: "If Prometheus does not know the pod, deploy again: every replica must be listed by itself, never a balancer.",
      command: "kubectl --namespace $namespace get prometheus --output jsonpath='{.items[*].spec.alerting}'",
    },
    "If the Watchdog does not fire, follow the runbooks of Prometheus's own alerts.",
  ],
};
