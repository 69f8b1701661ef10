/** What to do about LokiFlushFailing. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const flushFailingRunbook: Runbook = {
  meaning:
    "An ingester collects lines in chunks and writes each chunk to the store when it is full or old. More of these attempts than allowed failed. A failed chunk stays in memory and is tried again.",
  impact:
    "Nothing is lost while the ingester lives and its write-ahead log has room. Memory and disk fill up: then it is killed, or refuses lines. If its volume is lost too, the lines are.",
  diagnosis: [
    {
      text: "Read why: access denied, no such bucket, time-out, too many requests.",
      command: "kubectl --namespace $namespace logs $pod --tail=500 | grep 'failed to flush'",
    },
    {
      text: "See whether all ingesters have the trouble, which points at the store, or one.",
      query: promql`sum by (pod) (rate(${loki.flushFailures}{namespace="$namespace"}[5m]))`,
    },
    { text: "See how much waits.", query: promql`sum by (pod) (${loki.memoryChunks}{namespace="$namespace"})` },
    {
      text: "See how long the disk lasts.",
      query: promql`max by (pod) (${loki.walDiskUsage}{namespace="$namespace"})`,
    },
  ],
  mitigation: [
    "If access is denied, mend the role of the service account or the credentials, and the policy of the bucket.",
    "If the store itself is in trouble, wait; if that takes long, give the ingesters' volumes more room.",
    "Do not restart ingesters while the store fails: at the end they try to write everything, and the replay afterwards takes long.",
  ],
};
