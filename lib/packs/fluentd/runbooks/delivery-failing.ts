/** What to do about FluentdDeliveryFailing. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { fluentd } from "../metrics";

export const deliveryFailingRunbook: Runbook = {
  meaning:
    "Of all tries of all nodes to send a chunk of logs to the log store, more than the limit failed: the connection did not come about or " +
    "timed out, or the log store answered 429 or 5xx. Other answers of 4xx are not counted, since the plug-in drops such chunks for good: FluentdLogsRefused tells of them.",
  impact:
    "New logs do not arrive for anybody. Nothing is lost for now: each node keeps them in a buffer on its disk and tries again at least once " +
    "a minute, for ever. When a buffer is full, that node stops reading, and lines are lost as soon as the kubelet rotates the files away.",
  diagnosis: [
    {
      text: "Read the reason: `failed to write post` gives status and answer of the log store, `failed to flush the buffer` the error of the connection.",
      command: "kubectl --namespace $namespace logs daemonset/$service --tail=200",
    },
    {
      text: "See how long the buffers will hold: the nodes with the least room.",
      query: promql`bottomk(10, ${fluentd.bufferFree}{namespace="$namespace",service="$service"})`,
    },
    {
      text: "See whether it is all nodes or some. Some only points at the network or DNS of these.",
      query: promql`
        sum by (node) (rate(${fluentd.writeErrors}{namespace="$namespace",service="$service",plugin_id="$plugin_id"}[10m]))
      `,
    },
    {
      text: "See whether the log store's pods are ready, and look at its own alerts.",
      command: "kubectl get pods --all-namespaces --selector app.kubernetes.io/name=loki --output wide",
    },
    {
      text: "Ask the log store from a node's pod. No name: DNS. No answer: a network policy, or no ready pod.",
      command:
        "kubectl --namespace $namespace exec daemonset/$service -- ruby -rnet/http -e 'p Net::HTTP.get_response(URI(\"http://<log store>/ready\")).code'",
    },
  ],
  mitigation: [
    "Mend the log store first: its own runbooks say how. Fluentd needs no restart, it goes on by itself.",
    "429: raise the ingestion limits of the log store (`ingestion_rate_mb`, `per_stream_rate_limit`), or quiet the noisiest container.",
    {
      text: "After the outage, watch the buffers drain.",
      query: promql`sum(${fluentd.bufferBytes}{namespace="$namespace",service="$service"})`,
    },
  ],
};
