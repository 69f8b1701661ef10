/** What to do about LokiPushSlow. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const pushSlowRunbook: Runbook = {
  meaning:
    "The slowest hundredth of the pushes takes longer than the limit. A push is answered when a quorum of ingesters has the lines in memory and in the write-ahead log.",
  impact:
    "Senders wait: Fluentd's buffers grow, applications that push by themselves are held up, and logs appear late.",
  diagnosis: [
    {
      text: "See whether the ingesters are slow or the distributors.",
      query: promql`histogram_quantile(0.99, sum by (operation, le) (rate(${loki.ingesterRequestDuration}_bucket{namespace="$namespace"}[5m])))`,
    },
    { text: "See whether the pods have enough CPU.", command: "kubectl --namespace $namespace top pods" },
    {
      text: "See whether much more arrives than usual.",
      query: promql`sum by (tenant) (rate(${loki.linesReceived}{namespace="$namespace"}[5m]))`,
    },
    "See on the dashboards of the nodes whether an ingester's disk is slow: the write-ahead log is written before the answer.",
  ],
  mitigation: [
    "Add replicas of what is at its limit: distributors for CPU, ingesters for memory and disks.",
    "If one tenant sends far more than before, ask its team, or lower its rate.",
    "If disks are slow, give the ingesters a faster storage class.",
  ],
};
