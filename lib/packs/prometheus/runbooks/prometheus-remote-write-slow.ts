/** What to do about PrometheusRemoteWriteSlow. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusRemoteWriteSlowRunbook: Runbook = {
  meaning:
    "To keep up, Prometheus would need more parallel senders than it may have (`queue.maxShards`), for as long as " +
    "the alert waits.",
  impact: "It falls behind; PrometheusRemoteWriteBehind tells when that matters.",
  diagnosis: [
    {
      text: "See how long a request takes.",
      query: promql`histogram_quantile(0.99, sum by (le, remote_name) (rate(${prometheus.remoteRequestDuration}_bucket{namespace="$namespace"}[5m])))`,
    },
    {
      text: "See how much is sent.",
      query: promql`sum by (remote_name) (rate(${prometheus.remoteSamples}{namespace="$namespace",pod="$pod"}[5m]))`,
    },
    {
      text:
        "See the address and its settings under remote_write. Forward the port and open " +
        "http://localhost:9090/config.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
  ],
  mitigation: [
    "If requests take long, the store or the way there is slow: that comes first.",
    "If they are fast, allow more senders or larger requests: `queue.maxShards`, `queue.maxSamplesPerSend` of the " +
      "remote write.",
    "Or send less: `relabel` of the remote write.",
  ],
};
