/** What to do about PipelineDelayed. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { delayP95, lostRatio } from "../rules";

export const pipelineDelayedRunbook: Runbook = {
  meaning:
    "What the canary writes to this pipeline can be found, but late: one in twenty takes longer than the limit from being written to being found. " +
    "Something on the way holds a queue. What has not been found after five minutes counts as lost and is another alert.",
  impact:
    "In an outage people look at what was a while ago and believe that it is now. A queue that grows will be full some time: then data is lost.",
  diagnosis: [
    {
      text: "See whether the delay grows, stays, or falls again, and on which nodes.",
      query: promql`${delayP95}{pipeline="$pipeline"}`,
    },
    {
      text: "See whether anything is lost already.",
      query: promql`${lostRatio}{pipeline="$pipeline"}`,
    },
    {
      text: "For logs: see whether fluentd retries, and how much it holds back.",
      command:
        "kubectl --namespace observability-agents logs --selector app.kubernetes.io/name=fluentd --since=30m --tail=200 | grep -iE 'retry|slow_flush|buffer'",
    },
    {
      text: "For traces: see whether Jaeger's store is slow.",
      command:
        "kubectl --namespace observability logs --selector app.kubernetes.io/name=jaeger --since=30m --tail=300 | grep -iE 'slow|timeout|retry|queue'",
    },
    {
      text: "See what is short of CPU or memory on the way.",
      command:
        "kubectl --namespace observability top pods --sort-by=cpu; kubectl --namespace observability-agents top pods --sort-by=cpu",
    },
  ],
  mitigation: [
    "If somebody writes far more than usual, ask them to write less; the queue drains by itself.",
    "If Loki or Jaeger is short of CPU, give it more replicas or resources (loki, jaeger of the environment).",
    "If object storage or the database behind it is slow, wait or tell its owners: buffers are there for that.",
  ],
};
