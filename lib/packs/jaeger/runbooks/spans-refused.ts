/** What to do about JaegerSpansRefused. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { jaeger } from "../metrics";

export const spansRefusedRunbook: Runbook = {
  meaning:
    "Of all spans that applications send, more than the limit is sent back with an error instead of taken. Nearly always it is the memory " +
    "limiter: the storage does not keep up, the queue grows, and memory ends. What is malformed or larger than `largestMessage` is turned away " +
    "before it is counted here.",
  impact:
    "Senders try again for a minute or so and then drop the spans: traces are missing or have holes, and metrics computed from spans are too low. " +
    "SDKs that send in the foreground slow their applications down.",
  diagnosis: [
    {
      text: "See whether it is the memory limiter, and in which pods.",
      query: promql`sum by (pod) (rate(${jaeger.limiterRefusedSpans}{namespace="$namespace",service="$service"}[5m]))`,
    },
    {
      text: "See how long the queue is.",
      query: promql`
        max by (pod) (${jaeger.queueSize}{namespace="$namespace",service="$service"})
        / max by (pod) (${jaeger.queueCapacity}{namespace="$namespace",service="$service"})
      `,
    },
    {
      text: "See what comes in, and since when it is more than before.",
      query: promql`sum by (receiver, transport) (rate(${jaeger.acceptedSpans}{namespace="$namespace",service="$service"}[5m]))`,
    },
    {
      text: "Read Jaeger's errors.",
      command:
        'kubectl --namespace $namespace logs deployment/$service --tail=500 | grep -E \'"level":"(warn|error)"\'',
    },
  ],
  mitigation: [
    {
      text: "Add replicas, where the storage is one that replicas share.",
      command: "kubectl --namespace $namespace scale deployment/$service --replicas=<more>",
    },
    "Send less: lower the share of sampled traces in the construct's `sampling`. SDKs ask again within minutes.",
    "Raise `resources.limits.memory` of the Jaeger construct.",
    "If the queue is long, the storage is the cause: see JaegerQueueNearlyFull.",
  ],
};
