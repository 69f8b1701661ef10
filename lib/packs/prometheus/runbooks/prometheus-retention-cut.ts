/** What to do about PrometheusRetentionCut. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusRetentionCutRunbook: Runbook = {
  meaning:
    "Within the last hours blocks were deleted because the samples took more room than they may, not because of " +
    "their age.",
  impact:
    "The past is shorter than promised: comparisons with earlier months, and error budgets over long windows, " +
    "become wrong.",
  diagnosis: [
    {
      text: "See how far the data reach back.",
      query: promql`(time() - ${prometheus.oldestSample}{namespace="$namespace",pod="$pod"}) / 86400`,
    },
    {
      text: "See whether there are more series than there used to be.",
      query: promql`${prometheus.headSeries}{namespace="$namespace",pod="$pod"}`,
    },
    {
      text: "See which names and labels have most series. Forward the port and open http://localhost:9090/tsdb-status.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
  ],
  mitigation: [
    "Make the volume larger: `prometheus.storage` of the environment (the storage class must allow it).",
    "Scrape less: drop what nobody asks for by `metricRelabelings`.",
    "Or promise less: shorten `prometheus.retention`, so that everybody knows.",
  ],
};
