/** What to do about JaegerRestarting. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { jaeger } from "../metrics";

export const restartingRunbook: Runbook = {
  meaning:
    "The age of Jaeger's process fell back to zero several times within an hour, in one and the same pod: its container ends and is started " +
    "again. Updates make new pods and do not count.",
  impact:
    "Spans that wait in the pod's queue are lost with each end, and those that are sent while it starts. With memory as the storage, all traces " +
    "are lost.",
  diagnosis: [
    {
      text: "See why the container ended: OOMKilled, an exit code, or a liveness probe that failed.",
      command: "kubectl --namespace $namespace describe pod $pod",
    },
    {
      text: "Read the last words of the process that ended.",
      command: "kubectl --namespace $namespace logs $pod --previous --tail=50",
    },
    {
      text: "See whether it ran out of memory.",
      query: promql`max by (pod) (${jaeger.heap}{namespace="$namespace",service="$service"})`,
    },
    {
      text: "See whether much more comes in than before.",
      query: promql`sum by (pod, receiver) (rate(${jaeger.acceptedSpans}{namespace="$namespace",service="$service"}[5m]))`,
    },
  ],
  mitigation: [
    "OOMKilled: raise `resources.limits.memory`, or lower `memoryShare` or `queuedSpans` of the Jaeger construct, so that it refuses spans earlier.",
    "The storage cannot be reached at the start: mend the storage; Kubernetes tries again, at most five minutes apart.",
    {
      text: "A new version or a new configuration: go back.",
      command: "helm --namespace $namespace rollback $service",
    },
  ],
};
