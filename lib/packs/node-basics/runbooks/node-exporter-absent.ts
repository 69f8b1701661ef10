/** What to do about NodeExporterAbsent. */
import type { Runbook } from "../../../model";

export const nodeExporterAbsentRunbook: Runbook = {
  meaning:
    "Kubernetes has this node, and none of the pods on it is a target of the node exporter's job: Prometheus does " +
    "not even know one that is down.",
  impact: "Nothing is known of the node's disks, memory, network and clock: all alerts about them are blind there.",
  diagnosis: [
    {
      text: "See whether the DaemonSet has a pod for the node.",
      command:
        "kubectl --namespace observability-agents get pods --output wide --selector app.kubernetes.io/name=prometheus-node-exporter",
    },
    { text: "See taints that keep it away.", command: "kubectl get node $node --output jsonpath='{.spec.taints}'" },
    {
      text: "See whether its port is taken by something else on the node.",
      command: "kubectl --namespace observability-agents describe daemonset prometheus-node-exporter",
    },
  ],
  mitigation: [
    "If the node has a taint of its own, add a toleration to `prometheus.nodeExporter` of the environment.",
    "If port 9100 is taken, an exporter of the cloud or of the machine image runs already: turn one of the two " +
      "off.",
    "If the pod runs, and only the target is missing, see whether the ServiceMonitor and the Service of the node " +
      "exporter exist.",
  ],
};
