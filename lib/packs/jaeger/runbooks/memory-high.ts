/** What to do about JaegerMemoryHigh. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { jaeger } from "../metrics";

export const memoryHighRunbook: Runbook = {
  meaning:
    "Go's heap grows with garbage and falls when that is collected. The alert looks at the lowest point within 15 minutes, which is what the " +
    "process really needs, and compares it with the memory limiter's soft limit (the construct's `memoryShare` of the container's limit).",
  impact:
    "None yet. Above the soft limit Jaeger refuses spans, so that senders have to keep them; above the container's limit the kernel ends it, " +
    "and what is in its queue is lost.",
  diagnosis: [
    {
      text: "See what fills it: most often it is the queue, because the storage is slow.",
      query: promql`max by (pod) (${jaeger.queueSize}{namespace="$namespace",service="$service"})`,
    },
    {
      text: "See whether more spans come in than before.",
      query: promql`sum by (pod) (rate(${jaeger.acceptedSpans}{namespace="$namespace",service="$service"}[5m]))`,
    },
    {
      text: "See whether the metrics computed from spans have become many: each series is kept in memory.",
      query: promql`count by (exported_job) (${jaeger.calls}{namespace="$namespace",service="$service"})`,
    },
    {
      text: "See whether one pod has much more to do than the others: gRPC connections stay where they are once made.",
      query: promql`max by (pod) (${jaeger.heap}{namespace="$namespace",service="$service"})`,
    },
  ],
  mitigation: [
    "A long queue: mend or enlarge the storage; see JaegerQueueNearlyFull.",
    "More spans: sample less (`sampling` of the construct), or give Jaeger more memory or more replicas.",
    "Storage in memory: `maxTraces` times the size of a trace must fit; lower it.",
    "Many series: lower `spanMetrics.series`, or take dimensions out.",
  ],
};
