/** What to do about PrometheusTargetLimitHit. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusTargetLimitHitRunbook: Runbook = {
  meaning:
    "A scrape job has discovered more targets than its `targetLimit` (or the one of all jobs), in every window of " +
    "the alert.",
  impact: "Not a single target of that job is scraped, not even those below the limit.",
  diagnosis: [
    {
      text: "See which jobs have a limit, and how many targets.",
      query: promql`${prometheus.scrapePoolTargets}{namespace="$namespace",pod="$pod"}`,
    },
    {
      text: "See which job says that the limit is exceeded. Forward the port and open http://localhost:9090/targets.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
    { text: "See what has grown: pods by namespace.", query: promql`count by (namespace) (up)` },
  ],
  mitigation: [
    "If the targets are real, raise the limit of the job.",
    "If they are not (a label that suddenly matches everything), make the selector of the monitor narrower.",
  ],
};
