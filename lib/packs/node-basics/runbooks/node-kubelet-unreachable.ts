/** What to do about NodeKubeletUnreachable. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const nodeKubeletUnreachableRunbook: Runbook = {
  meaning:
    "Prometheus has not been able to scrape the kubelet of this node (port 10250) for as long as the alert waits. " +
    "The node may be ready all the same: the kubelet reports to the API server on its own way.",
  impact:
    "Nothing is known of the node's containers and volumes: alerts about CPU, memory, throttling and full volumes " +
    "are blind there.",
  diagnosis: [
    {
      text: "See the error of the scrape: forward Prometheus and open Status, Targets.",
      command: "kubectl --namespace observability port-forward service/prometheus-prometheus 9090",
    },
    { text: "See the node, its conditions and since when they hold.", command: "kubectl describe node $node" },
    {
      text: "See whether it is one node or all: all at once is a certificate or a network policy, one is the node.",
      query: promql`up{job="kubelet",metrics_path="/metrics"} == 0`,
    },
  ],
  mitigation: [
    "A timeout is the network or an overloaded node: see NodeCpuSaturated and NodeDiskSaturated.",
    "`401` or `403` is the right of Prometheus' service account to read `nodes/metrics`: see its ClusterRole.",
    { text: "If the kubelet hangs, restart it.", command: "ssh <node> sudo systemctl restart kubelet" },
  ],
};
