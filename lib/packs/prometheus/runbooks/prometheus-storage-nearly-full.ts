/** What to do about PrometheusStorageNearlyFull. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusStorageNearlyFullRunbook: Runbook = {
  meaning:
    "Blocks, write-ahead log and chunks together take nearly the size that samples may have " +
    "(`prometheus.retentionSize` of the environment, by default 85 % of the volume).",
  impact: "Above it the oldest samples are deleted, whatever their age: the past becomes shorter than promised.",
  diagnosis: [
    { text: "See how fast it grows.", query: promql`${prometheus.blockBytes}{namespace="$namespace",pod="$pod"}` },
    {
      text: "See whether there are more series than there used to be.",
      query: promql`${prometheus.headSeries}{namespace="$namespace",pod="$pod"}`,
    },
    {
      text: "See which names and labels have most series. Forward the port and open http://localhost:9090/tsdb-status.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
    {
      text: "See how full its volume is.",
      query: promql`persistentvolumeclaim:volume_available:ratio{namespace="$namespace",persistentvolumeclaim=~".+-$pod"}`,
    },
  ],
  mitigation: [
    "Make the volume larger: `prometheus.storage` of the environment (the storage class must allow it; the " +
      "operator says in its log if it does not).",
    "Scrape less: drop what nobody asks for by `metricRelabelings`.",
    "Or promise less: shorten `prometheus.retention`.",
  ],
};
