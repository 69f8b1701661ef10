/** What to do about LokiStreamsNearLimit. */
import type { Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { loki } from "../metrics";

export const streamsNearLimitRunbook: Runbook = {
  meaning:
    "The active streams of a tenant, over all ingesters and divided by the number of copies, are close to what the tenant may have.",
  impact: "Nothing is lost yet. When the limit is reached, lines of new streams are refused.",
  diagnosis: [
    {
      text: "See whether the number grows steadily, or jumped with a deployment.",
      query: promql`sum by (tenant) (${loki.streams}{namespace="$namespace",tenant="$tenant"})`,
    },
    { text: "Find the label with too many values.", command: "logcli series '{}' --since=1h --analyze-labels" },
    {
      text: "Find out who has most streams.",
      query: logql`topk(10, count by (namespace, service) (count_over_time({namespace=~".+"}[5m])))`,
    },
  ],
  mitigation: [
    "Take away a label that has no end of values.",
    "If there simply are more pods than before, raise limits.maxStreams in the environment's file, and watch the ingesters' memory.",
  ],
};
