/** What to do about ContainerCpuNearLimit. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { kubernetes } from "../metrics";

export const containerCpuNearLimitRunbook: Runbook = {
  meaning:
    "Over the last five minutes the container used nearly all the CPU time that its limit allows, and has done so " +
    "for as long as the alert waits. The figure is used CPU time per second divided by the limit in cores; " +
    "containers without a limit are not counted.",
  impact:
    "Close to the limit the kernel makes the container pause in each period of 100 ms, so answers take longer. " +
    "Queues build up, timeouts follow, and probes that time out restart the container.",
  diagnosis: [
    {
      text:
        "See since when, and whether all pods of the service are affected: one alone points at uneven load, all " +
        "point at more load or a slower version.",
      query: promql`container:cpu_usage_of_limit:ratio_rate5m{namespace="$namespace"} > 0.7`,
    },
    {
      text: "See whether it is slowed down already.",
      query: promql`rate(${kubernetes.cpuThrottledPeriods}{namespace="$namespace",pod="$pod",container="$container"}[5m]) / (rate(${kubernetes.cpuPeriods}{namespace="$namespace",pod="$pod",container="$container"}[5m]) > 0)`,
    },
    {
      text: "Look for what the process itself is busy with.",
      command: "kubectl --namespace $namespace logs $pod --container $container --since=15m --tail=200",
    },
    {
      text: "See whether an autoscaler should have helped and has reached its maximum.",
      command: "kubectl --namespace $namespace get horizontalpodautoscalers",
    },
    {
      text: "See whether a rollout began shortly before.",
      command:
        "kubectl --namespace $namespace get replicasets,controllerrevisions --sort-by=.metadata.creationTimestamp",
    },
  ],
  mitigation: [
    {
      text: "If the load is real, add pods.",
      command: "kubectl --namespace $namespace scale deployment/<name> --replicas=<more>",
    },
    "If a single request needs more, raise the CPU limit where the service is deployed; a change by hand is lost " +
      "with the next deployment.",
    {
      text: "If a rollout began it, go back to the version before.",
      command: "kubectl --namespace $namespace rollout undo deployment/<name>",
    },
  ],
};
