/** What to do about FluentdRestarting. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { fluentd } from "../metrics";

export const restartingRunbook: Runbook = {
  meaning:
    "Fluentd's count of the lines it has read began at zero several times within an hour, while its pod stayed the same: the process in the " +
    "container ended and was started again. Updates make new pods and do not count.",
  impact:
    "Between two starts the node's logs are not read. After each start Fluentd sends what was in its buffer once more from the last chunk on, " +
    "so that some lines arrive twice. If it ends before it has read what has gathered, the node never catches up.",
  diagnosis: [
    {
      text: "See why the container ended: OOMKilled, an exit code, or a liveness probe that failed.",
      command: "kubectl --namespace $namespace describe pod $pod",
    },
    {
      text: "Read the last words of the process that ended.",
      command: "kubectl --namespace $namespace logs $pod --previous --tail=200",
    },
    {
      text: "See whether the lines come in bursts that it has no memory for.",
      query: promql`sum by (node) (rate(${fluentd.recordsTotal}{namespace="$namespace",node="$node"}[5m]))`,
    },
    {
      text: "Look for broken files in its buffer: one that cannot be read ends the process at each start.",
      command: "kubectl --namespace $namespace exec $pod -- ls -l /buffers/loki",
    },
  ],
  mitigation: [
    "OOMKilled: raise `resources.limits.memory` of the Fluentd construct. Each flushing thread holds a chunk of 1 MiB several times over while it is made into JSON.",
    "Failing liveness probe: the probe asks for the metrics, which a process at its CPU limit cannot answer in time. Raise the CPU request, or leave the noisiest containers out with `tail.excludePaths`.",
    {
      text: "Broken buffer file: move it out of the way, and start the pod anew. The lines in it are lost unless they are read from the moved file.",
      command:
        "kubectl --namespace $namespace exec $pod -- sh -c 'mkdir -p /buffers/broken && mv /buffers/loki/<file>* /buffers/broken/'",
    },
  ],
};
