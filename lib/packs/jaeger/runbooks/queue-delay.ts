/** What to do about JaegerQueueDelay. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { jaeger } from "../metrics";

export const queueDelayRunbook: Runbook = {
  meaning:
    "The number of spans that wait in a pod, divided by how many of them are stored each second, is how long a span that arrives now has to wait. " +
    "It should be far below a second.",
  impact:
    "Whoever looks for a trace of a moment ago does not find it. If it grows on, the queue gets full and spans are lost.",
  diagnosis: [
    {
      text: "See whether the queue grows or shrinks.",
      query: promql`max by (pod) (${jaeger.queueSize}{namespace="$namespace",service="$service"})`,
    },
    {
      text: "Compare what comes in with what is stored.",
      query: promql`
        sum by (pod) (rate(${jaeger.acceptedSpans}{namespace="$namespace",service="$service"}[5m]))
        / sum by (pod) (rate(${jaeger.sentSpans}{namespace="$namespace",service="$service"}[5m]))
      `,
    },
    {
      text: "See whether tries fail.",
      command:
        "kubectl --namespace $namespace logs $pod --tail=500 | grep -E 'Exporting failed|Elasticsearch|Failed to exec'",
    },
    {
      text: "See whether the pod is at its CPU limit.",
      command: "kubectl --namespace $namespace top pods --selector app.kubernetes.io/instance=$service",
    },
  ],
  mitigation: [
    "Slow storage: more data nodes, faster disks, or fewer and larger shards (`shards` of the construct).",
    "Many small writes: raise `batch.spans` or `batch.timeout` of the construct.",
    "Jaeger itself at its limit: raise `resources`, or add replicas where the storage can be shared.",
  ],
};
