/** What to do about PrometheusBucketLimitHit. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusBucketLimitHitRunbook: Runbook = {
  meaning:
    "A target exposes a native histogram with more buckets than its job allows, in every window of the alert. " +
    "Prometheus then refuses the whole scrape.",
  impact: "Of this target nothing is stored, and it counts as down.",
  diagnosis: [
    {
      text:
        "See which target says that the bucket limit is exceeded. Forward the port and open " +
        "http://localhost:9090/targets.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
    {
      text: "See since when.",
      query: promql`increase(${prometheus.bucketLimitHits}{namespace="$namespace",pod="$pod"}[5m])`,
    },
    {
      text: "Read what Prometheus says.",
      command: "kubectl --namespace $namespace logs $pod --container prometheus --tail=200",
    },
  ],
  mitigation: [
    "Have the application make coarser histograms (a larger bucket factor, or a maximum number of buckets).",
    "If the resolution is needed, raise `nativeHistogramBucketLimit` of the job.",
  ],
};
