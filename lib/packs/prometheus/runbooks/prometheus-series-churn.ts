/** What to do about PrometheusSeriesChurn. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const prometheusSeriesChurnRunbook: Runbook = {
  meaning:
    "Within an hour, as many series were new as there are in memory at all (or more): most of them live for a " +
    "short time only.",
  impact:
    "Series stay in memory for hours after their end, so memory and the index grow although the number of series " +
    "at any moment does not.",
  diagnosis: [
    {
      text: "See which jobs bring new series.",
      query: promql`topk(10, sum by (job, namespace) (sum_over_time(scrape_series_added[1h])))`,
    },
    {
      text: "See which labels have most values. Forward the port and open http://localhost:9090/tsdb-status.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
    {
      text: "See whether pods come and go: each restart brings all series of a pod anew.",
      query: promql`topk(10, sum by (namespace) (increase(kube_pod_container_status_restarts_total[1h])))`,
    },
  ],
  mitigation: [
    "If a label holds an id, a time or a version that changes with each run, drop it.",
    "If very many short Jobs run, scrape only what is needed of them.",
    "If pods crash in a loop, follow ContainerCrashLooping.",
  ],
};
