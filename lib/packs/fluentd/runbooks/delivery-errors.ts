/** What to do about FluentdDeliveryErrors. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { fluentd } from "../metrics";

export const deliveryErrorsRunbook: Runbook = {
  meaning:
    "A part of the tries to send a chunk of logs to the log store fails, over all nodes, and has failed for some time. Each such chunk is sent " +
    "again. Typical reasons are limits of the log store (429), one of its replicas that is away, or requests that time out because it is slow.",
  impact:
    "Logs arrive later than usual; those of the nodes that fail most, by minutes. Nothing is lost while the buffers hold. It is often the " +
    "first sign of an outage to come.",
  diagnosis: [
    {
      text: "Read the reasons. The plug-in writes status and answer of the log store into `failed to write post`.",
      command:
        "kubectl --namespace $namespace logs --selector app.kubernetes.io/instance=$service --tail=50 --prefix | grep 'failed to'",
    },
    {
      text: "See which nodes fail. A few point at their network, all of them at the log store.",
      query: promql`
        topk(10, sum by (node) (rate(${fluentd.writeErrors}{namespace="$namespace",service="$service",plugin_id="$plugin_id"}[10m])))
      `,
    },
    {
      text: "See whether more is logged than usual.",
      query: promql`sum by (node) (rate(${fluentd.recordsTotal}{namespace="$namespace",service="$service"}[10m]))`,
    },
    {
      text: "See whether chunks take long to send: then the log store is slow rather than away.",
      query: promql`sum by (node) (rate(${fluentd.slowFlushes}{namespace="$namespace",service="$service"}[10m]))`,
    },
  ],
  mitigation: [
    "429 with `ingestion rate limit`: raise the limit of the log store, or find who logs so much.",
    "429 with `per stream rate limit`: one container writes more than a stream may hold; it needs a quieter log level.",
    "5xx and time-outs: the log store's alerts and runbooks lead on; more replicas of what takes logs in, or more memory for it.",
  ],
};
