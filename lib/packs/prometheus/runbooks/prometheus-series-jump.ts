/** What to do about PrometheusSeriesJump. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const prometheusSeriesJumpRunbook: Runbook = {
  meaning:
    "There are many more series in memory than at the same time yesterday, and enough of them to matter. Mostly a " +
    "label has begun to take a value for each user, request, path or pod.",
  impact:
    "Prometheus needs more memory with each series (about 8 KiB), and is killed when it has none left. Queries " +
    "and rules become slower.",
  diagnosis: [
    {
      text: "See which names and labels have most series. Forward the port and open http://localhost:9090/tsdb-status.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
    {
      text: "The same as a query, by job.",
      query: promql`topk(10, sum by (job, namespace) (scrape_samples_post_metric_relabeling))`,
    },
    {
      text: "See which targets have just brought new series.",
      query: promql`topk(10, sum by (job, namespace) (sum_over_time(scrape_series_added[1h])))`,
    },
    {
      text: "See how near its limit the memory is.",
      query: promql`container:memory_working_set_of_limit:ratio{namespace="$namespace",container="prometheus"}`,
    },
  ],
  mitigation: [
    "Drop the metric or the label at its job by `metricRelabelings`, then have the application mended.",
    "Give the job a `sampleLimit`, so that next time only that job suffers.",
    "If the growth is real (a new cluster, new services), raise `prometheus.resources` of the environment.",
  ],
};
