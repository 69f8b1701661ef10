/** What to do about NodeDiskSaturated. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { node } from "../metrics";

export const nodeDiskSaturatedRunbook: Runbook = {
  meaning: "On average over five minutes, this many operations were under way or waiting on the disk.",
  impact:
    "Whatever reads or writes there waits: databases become slow, containers take long to start, and the kubelet " +
    "may be thought dead.",
  diagnosis: [
    {
      text: "See which containers read and write most.",
      query: promql`topk(10, sum by (namespace, pod) (rate(${node.containerWrites}{node="$node",container!=""}[5m]) + rate(${node.containerReads}{node="$node",container!=""}[5m])))`,
    },
    {
      text: "See whether the queue comes and goes (backups, compaction) or stays.",
      query: promql`rate(${node.diskWeightedTime}{instance="$instance",device="$device"}[5m])`,
    },
    {
      text: "See whether want of memory causes it: pages that are thrown away are read again.",
      query: promql`rate(${node.memoryStalled}{instance="$instance"}[5m])`,
    },
    "Without the label `node` on the alert, the machine is outside of the cluster: log in to the address in " +
      "`instance`.",
  ],
  mitigation: [
    "Move what reads and writes most, or let it do less at once.",
    "Clouds limit operations and bytes per second of a disk: choose a faster kind, or a larger one where size " +
      "decides.",
    "If memory is short, follow NodeMemoryLow first.",
  ],
};
