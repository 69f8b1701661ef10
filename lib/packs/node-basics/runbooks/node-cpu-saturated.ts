/** What to do about NodeCpuSaturated. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { node } from "../metrics";

export const nodeCpuSaturatedRunbook: Runbook = {
  meaning:
    "Over five minutes, this many processes for each CPU of the node ran or waited to run. On Linux those that " +
    "wait for a disk count as well.",
  impact:
    "Everything on the node takes longer. Containers with a CPU request get their share; those without get what " +
    "is left.",
  diagnosis: [
    {
      text: "See which pods use most CPU.",
      query: promql`topk(10, sum by (namespace, pod) (rate(container_cpu_usage_seconds_total{node="$node",container!=""}[5m])))`,
    },
    {
      text:
        "See what the CPUs do: much `iowait` points at the disk, much `system` at the kernel, much `steal` at a " +
        "neighbour on the same machine.",
      query: promql`sum by (mode) (rate(${node.cpuSeconds}{instance="$instance",mode!="idle"}[5m]))`,
    },
    { text: "See how long the load has been so high.", query: promql`${node.load5}{instance="$instance"}` },
    "Without the label `node` on the alert, the machine is outside of the cluster: log in to the address in " +
      "`instance`.",
  ],
  mitigation: [
    "Give the hungriest pods a CPU limit or move them; requests that are true let the scheduler do that.",
    { text: "Keep new pods away while you look.", command: "kubectl cordon $node" },
    "If it is the disk, follow NodeDiskSaturated. If it is `steal`, ask for another machine or another type.",
    "If all nodes are like this, add some.",
  ],
};
