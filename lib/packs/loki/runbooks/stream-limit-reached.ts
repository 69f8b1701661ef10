/** What to do about LokiStreamLimitReached. */
import type { Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { loki } from "../metrics";

export const streamLimitReachedRunbook: Runbook = {
  meaning:
    "A tenant has as many active streams (combinations of label values) as it may, so lines of a new stream were refused (`stream_limit`).",
  impact: "What begins to log now is lost: pods of a new deployment, a new node. Streams that exist already go on.",
  diagnosis: [
    {
      text: "See how many streams there are, and since when they grow.",
      query: promql`sum by (tenant) (${loki.streams}{namespace="$namespace"}) / on () group_left () max(${loki.replicationFactor}{namespace="$namespace"})`,
    },
    { text: "Find the label with too many values.", command: "logcli series '{}' --since=1h --analyze-labels" },
    {
      text: "Find out who has most streams.",
      query: logql`topk(10, count by (namespace, service) (count_over_time({namespace=~".+"}[5m])))`,
    },
  ],
  mitigation: [
    "Take a label away that has no end of values (ids, addresses, request paths): such things belong into the line or into structured metadata.",
    "If the number is right because there are more pods, raise limits.maxStreams, and the ingesters' memory with it.",
    "Streams that get no lines are given up after about half an hour by themselves.",
  ],
};
