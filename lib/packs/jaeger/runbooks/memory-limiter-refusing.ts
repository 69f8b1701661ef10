/** What to do about JaegerMemoryLimiterRefusing. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { jaeger } from "../metrics";

export const memoryLimiterRefusingRunbook: Runbook = {
  meaning:
    "The memory limiter of one pod looks at the heap each second. Above its soft limit it has garbage collected, and while that does not help it " +
    "refuses all spans. The alert counts the spans that it has refused.",
  impact:
    "Senders keep refused spans and try again, for a minute or so with most SDKs; then they drop them. Traces have holes. If memory grows on " +
    "nevertheless, the pod is killed.",
  diagnosis: [
    {
      text: "See which share of the spans is refused, and by which pods.",
      query: promql`sum by (pod) (rate(${jaeger.limiterRefusedSpans}{namespace="$namespace",service="$service"}[5m]))`,
    },
    {
      text: "See whether the queue is long: then it is the storage that does not keep up.",
      query: promql`
        max by (pod) (${jaeger.queueSize}{namespace="$namespace",service="$service"})
        / max by (pod) (${jaeger.queueCapacity}{namespace="$namespace",service="$service"})
      `,
    },
    {
      text: "Read what the limiter says; `cur_mem_mib` is the heap after a garbage collection.",
      command: "kubectl --namespace $namespace logs $pod --tail=1000 | grep 'Memory usage'",
    },
    {
      text: "See who sends most, if metrics are computed from spans.",
      query: promql`
        topk(10, sum by (exported_job) (rate(${jaeger.calls}{namespace="$namespace",service="$service"}[5m])))
      `,
    },
  ],
  mitigation: [
    {
      text: "Add a replica, where the storage is one that replicas share. Senders over gRPC go there only when they connect anew.",
      command: "kubectl --namespace $namespace scale deployment/$service --replicas=<more>",
    },
    "Raise `resources.limits.memory` of the Jaeger construct, and deploy; the limits of the limiter follow.",
    "If one service sends most of it, sample less of it: `samplingStrategies({ services: { <name>: sampleRatio(0.01) } })`.",
    "If the storage is slow, mend that: memory only hides it.",
  ],
};
