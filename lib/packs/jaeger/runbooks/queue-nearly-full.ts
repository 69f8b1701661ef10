/** What to do about JaegerQueueNearlyFull. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { jaeger } from "../metrics";

export const queueNearlyFullRunbook: Runbook = {
  meaning:
    "Spans that Jaeger has taken wait in memory, `queuedSpans` of them at most, until they are stored. On one pod that room is almost used up: " +
    "the storage is slower than the senders, or is away and its requests are being tried again.",
  impact:
    "Traces can be seen late. When the queue is full, spans that were taken are lost. When the pod ends, all that is in its queue is lost.",
  diagnosis: [
    {
      text: "See whether spans are stored at all, or fail.",
      query: promql`
        sum by (pod) (rate(${jaeger.sentSpans}{namespace="$namespace",service="$service"}[5m]))
      `,
    },
    {
      text: "Read the reason of failed tries.",
      command:
        "kubectl --namespace $namespace logs $pod --tail=500 | grep -E 'Exporting failed|Elasticsearch|Failed to exec'",
    },
    {
      text: "See what comes in.",
      query: promql`sum by (pod) (rate(${jaeger.acceptedSpans}{namespace="$namespace",service="$service"}[5m]))`,
    },
    {
      text: "Elasticsearch and OpenSearch: see how long bulk requests take.",
      query: promql`
        histogram_quantile(0.9, sum by (le) (rate(${jaeger.bulkDuration}_bucket{namespace="$namespace",service="$service"}[5m])))
      `,
    },
    {
      text: "Cassandra: see which table is slow.",
      query: promql`
        histogram_quantile(0.9, sum by (table, le) (rate(${jaeger.tableDuration}_bucket{namespace="$namespace",service="$service"}[5m])))
      `,
    },
  ],
  mitigation: [
    "Mend the storage: its own monitoring leads on. Full disks, too few data nodes and snapshots are the usual causes.",
    "Send less for the time being: lower the share of sampled traces in the construct's `sampling`.",
    "If it happens in short peaks only, raise `queuedSpans` (1 kB of memory a span) and `resources.limits.memory` with it.",
  ],
};
