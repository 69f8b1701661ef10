/** What to do about JaegerQueueOverflow. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { jaeger } from "../metrics";

export const queueOverflowRunbook: Runbook = {
  meaning:
    "Spans that Jaeger had taken from their senders found the queue before the storage full and were thrown away. The alert compares them with " +
    "all spans that were taken in the last five minutes.",
  impact:
    "These spans are lost for good, and nobody but this alert tells: the senders were told that all is well. Traces have holes or are missing.",
  diagnosis: [
    {
      text: "See which pods lose spans.",
      query: promql`sum by (pod) (rate(${jaeger.overflowedSpans}{namespace="$namespace",service="$service"}[5m]))`,
    },
    {
      text: "See whether the storage takes any: nothing means that it is away, little that it is slow.",
      query: promql`sum by (pod) (rate(${jaeger.sentSpans}{namespace="$namespace",service="$service"}[5m]))`,
    },
    {
      text: "Read why; beside `sending queue is full` stands the error of the storage.",
      command:
        "kubectl --namespace $namespace logs deployment/$service --tail=500 | grep -E 'Exporting failed|Elasticsearch|Failed to exec'",
    },
    {
      text: "See whether more comes in than usual.",
      query: promql`sum(rate(${jaeger.acceptedSpans}{namespace="$namespace",service="$service"}[5m]))`,
    },
  ],
  mitigation: [
    "Send less at once: lower the share of sampled traces in the construct's `sampling`; SDKs ask again within minutes.",
    "Mend the storage, or give it more room; the queue empties by itself.",
    "For short peaks raise `queuedSpans`, at 1 kB of memory for each, and `resources.limits.memory` with it.",
    {
      text: "More replicas have more queues, where the storage can be shared and has room to spare.",
      command: "kubectl --namespace $namespace scale deployment/$service --replicas=<more>",
    },
  ],
};
