/** What to do about PrometheusRemoteWriteBehind. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusRemoteWriteBehindRunbook: Runbook = {
  meaning:
    "The newest sample that was sent to the store is older than the newest that Prometheus has, by more than the " +
    "limit, for as long as the alert waits.",
  impact:
    "Whoever asks the store sees the past. If it stays behind for longer than the write-ahead log reaches back " +
    "(about two hours), samples are lost there.",
  diagnosis: [
    {
      text: "See whether it falls behind further or catches up.",
      query: promql`${prometheus.remoteNewest}{namespace="$namespace",pod="$pod"} - ${prometheus.remoteNewestSent}{namespace="$namespace",pod="$pod"}`,
    },
    {
      text: "Read what the store answers.",
      command: "kubectl --namespace $namespace logs $pod --container prometheus --tail=500 | grep -i 'remote'",
    },
    {
      text: "See how long a request takes.",
      query: promql`histogram_quantile(0.99, sum by (le, remote_name) (rate(${prometheus.remoteRequestDuration}_bucket{namespace="$namespace"}[5m])))`,
    },
    {
      text: "See whether more senders are wanted than allowed.",
      query: promql`${prometheus.remoteShardsDesired}{namespace="$namespace",pod="$pod"} / ${prometheus.remoteShardsMax}{namespace="$namespace",pod="$pod"}`,
    },
    {
      text:
        "See the address and its settings under remote_write. Forward the port and open " +
        "http://localhost:9090/config.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
  ],
  mitigation: [
    "If the store is away or answers 5xx or 429, that is where to look; Prometheus sends again by itself.",
    "If requests are slow, allow more senders or larger requests: `queue.maxShards`, `queue.maxSamplesPerSend` of " +
      "the remote write.",
    "If there is simply too much, send less: `relabel` of the remote write.",
  ],
};
