/** What to do about NodeExporterDown. */
import type { Runbook } from "../../../model";

export const nodeExporterDownRunbook: Runbook = {
  meaning:
    "Prometheus knows a node exporter at this address and has not been able to scrape it for as long as the alert " +
    "waits.",
  impact:
    "Nothing is known of the machine's disks, memory, network and clock: all alerts about them are blind there. " +
    "The machine itself may be fine.",
  diagnosis: [
    { text: "See whether the machine is ready.", command: "kubectl get node $node" },
    { text: "See the exporter's pod.", command: "kubectl --namespace $namespace describe pod $pod" },
    { text: "Read what it says.", command: "kubectl --namespace $namespace logs $pod --tail=50" },
    "Without the label `node` on the alert, the machine is outside of the cluster: log in to the address in " +
      "`instance`.",
    {
      text:
        "See the error of the scrape under Status, Targets: a timeout is a firewall or an overloaded machine, a " +
        "refused connection is an exporter that does not run.",
      command: "kubectl --namespace observability port-forward service/prometheus-prometheus 9090",
    },
  ],
  mitigation: [
    {
      text: "Delete the pod; a new one is made on the same node.",
      command: "kubectl --namespace $namespace delete pod $pod",
    },
    "If a firewall is in between, let Prometheus reach port 9100 of the node.",
    "If the scrape takes too long, look for a network file system that hangs: the exporter waits for it.",
  ],
};
