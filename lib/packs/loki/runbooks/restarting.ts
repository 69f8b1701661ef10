/** What to do about LokiRestarting. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const restartingRunbook: Runbook = {
  meaning:
    "The start time of Loki's process in one pod changed several times within an hour. The container ends and Kubernetes starts it again.",
  impact:
    "While it starts, the pod does no work: an ingester reads its write-ahead log, which takes minutes. If several restart at once, pushes and queries fail.",
  diagnosis: [
    {
      text: "See the reason of the last end: OOMKilled is too little memory, Error is a crash or a wrong configuration, Completed with a failed probe is a start that takes too long.",
      command: "kubectl --namespace $namespace describe pod $pod | grep --after-context=8 'Last State'",
    },
    { text: "Read its last words.", command: "kubectl --namespace $namespace logs $pod --previous --tail=50" },
    {
      text: "See whether memory grew up to the limit.",
      query: promql`max by (pod) (${loki.residentMemory}{namespace="$namespace",pod="$pod"})`,
    },
    {
      text: "See whether it panicked.",
      query: promql`increase(${loki.panics}{namespace="$namespace",pod="$pod"}[1h])`,
    },
  ],
  mitigation: [
    "If memory is the cause, raise the pod's limit; for an ingester, its write-ahead log's replay takes up to three quarters of it.",
    "If one heavy query or tenant is the cause, lower its limits (maxQueryParallelism, maxQueryLength) until there is room.",
    { text: "If a new version began it, go back.", command: "helm --namespace $namespace rollback <release>" },
  ],
};
