/** What to do about LokiRateLimited. */
import type { Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { loki } from "../metrics";

export const rateLimitedRunbook: Runbook = {
  meaning:
    "Loki refuses lines (status 429) because a tenant sends more bytes per second than it may (`rate_limited`), or one of its streams does (`per_stream_rate_limit`). The figure is the share of refused lines in all lines that arrived; a stream's limit is applied by each ingester, so that a line may count several times.",
  impact: "Fluentd tries refused lines again and so falls behind; senders that do not try again lose them.",
  diagnosis: [
    {
      text: "See which limit it is.",
      query: promql`sum by (reason) (rate(${loki.linesDiscarded}{namespace="$namespace",tenant="$tenant",reason=~"rate_limited|per_stream_rate_limit"}[5m]))`,
    },
    {
      text: "Find out who writes most.",
      query: logql`topk(10, sum by (namespace, service) (bytes_rate({namespace=~".+"}[5m])))`,
    },
    {
      text: "Read which streams are refused.",
      command:
        "kubectl --namespace $namespace logs --selector app.kubernetes.io/name=<release> --tail=1000 | grep 'rate limit exceeded'",
    },
  ],
  mitigation: [
    "Ask the team of the loudest service to log less: debug logs left on and errors in a loop are the usual causes.",
    "If the amount is right, raise limits.ingestionRate and ingestionBurst, or streamRate and streamBurst for one loud stream, in the environment's file, and give the ingesters room for it.",
    "If one stream is too loud for good, give it a further label with few values, so that it becomes several.",
  ],
};
