/** What to do about LokiStoreSlow. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const storeSlowRunbook: Runbook = {
  meaning: "The slowest hundredth of the requests of one kind to the object storage takes longer than the limit.",
  impact: "Queries of older logs take long, and chunks wait longer in memory before they are written.",
  diagnosis: [
    {
      text: "See whether all requests are slow or large ones only.",
      query: promql`sum by (operation) (rate({__name__=~"loki_(s3|gcs|azure_blob)_request_duration_seconds_sum",namespace="$namespace"}[5m])) / sum by (operation) (rate({__name__=~"loki_(s3|gcs|azure_blob)_request_duration_seconds_count",namespace="$namespace"}[5m]) > 0)`,
    },
    {
      text: "See whether many more requests are made than usual.",
      query: promql`sum by (operation) (rate({__name__=~"loki_(s3|gcs|azure_blob)_request_duration_seconds_count",namespace="$namespace"}[5m]))`,
    },
    {
      text: "See whether pods are at their limits of CPU or network.",
      command: "kubectl --namespace $namespace top pods",
    },
  ],
  mitigation: [
    "If heavy queries are the cause, find them in Grafana's log explorer and narrow their time or labels.",
    "Switch the chunks cache on, or make it larger.",
    "If the provider is slow, there is little to do but to wait; keep the bucket in the cluster's region.",
  ],
};
