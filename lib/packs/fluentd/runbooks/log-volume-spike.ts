/** What to do about FluentdLogVolumeSpike. */
import type { Runbook } from "../../../model";
import { logql } from "../../../query";

export const logVolumeSpikeRunbook: Runbook = {
  meaning:
    "Fluentd reads many times the lines on this node that it read there on average over the day before, and that is a lot in itself. " +
    "Something on the node has begun to log much: a debug level left on, an error in a loop, an attack, or a new and busy workload.",
  impact:
    "Nothing is lost yet. If it lasts, the node's CPU, the log store's limits and its disk pay for it; once the log store refuses lines " +
    "(status 429), the lines of quiet applications wait behind those of the noisy one.",
  diagnosis: [
    {
      text: "Find the container that logs most on the node.",
      query: logql`topk(10, sum by (namespace, pod, container) (count_over_time({node="$node"}[5m])))`,
    },
    {
      text: "Without the log store, find the file that grows fastest.",
      command: "kubectl --namespace $namespace exec daemonset/$service -- sh -c 'ls -lLS /var/log/containers | head'",
    },
    {
      text: "See whether a deployment of its owner began it.",
      command: "kubectl get events --all-namespaces --sort-by=.lastTimestamp",
    },
  ],
  mitigation: [
    "Tell the team that owns the container; its log level, or the error that repeats, is theirs to change.",
    'If it endangers the others, leave its files out for a while: `tail.excludePaths: ["/var/log/containers/<pod>*_<namespace>_*.log"]` of the Fluentd construct. These lines are not kept anywhere else.',
    "If the volume is there to stay, raise the ingestion limits of the log store and this alert's `linesPerSecond`.",
  ],
};
