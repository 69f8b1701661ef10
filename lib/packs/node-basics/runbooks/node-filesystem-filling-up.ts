/** What to do about NodeFilesystemFillingUp. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { node } from "../metrics";

export const nodeFilesystemFillingUpRunbook: Runbook = {
  meaning:
    "Little of the file system is free, and a straight line through its free bytes of the last hour reaches zero " +
    "within the time that the alert looks ahead. The floor lies where the kubelet has deleted unused images " +
    "already, so it is not images that come and go.",
  impact:
    "It will be full within hours. On the root, or where containers live, pods are evicted before that; elsewhere " +
    "writes fail.",
  diagnosis: [
    {
      text: "See the line for yourself: a steep and steady one is something that writes without an end.",
      query: promql`${node.filesystemAvailable}{instance="$instance",mountpoint="$mountpoint"}`,
    },
    {
      text: "See which containers write most.",
      query: promql`topk(10, sum by (namespace, pod) (rate(${node.containerWrites}{node="$node",container!=""}[5m])))`,
    },
    {
      text: "Find what takes the room.",
      command: "kubectl debug node/$node --stdin --tty --image=busybox -- du -xh -d 3 /host | sort -h | tail -n 30",
    },
    "Without the label `node` on the alert, the machine is outside of the cluster: log in to the address in " +
      "`instance`.",
  ],
  mitigation: [
    "Stop what writes: scale the culprit to zero, or delete its pod, if its data can be lost.",
    {
      text: "Let the container runtime delete images that nothing uses.",
      command: "ssh <node> sudo crictl rmi --prune",
    },
    "Give the culprit an `ephemeral-storage` limit, or rotate its logs.",
    { text: "Keep new pods away while you look.", command: "kubectl cordon $node" },
  ],
};
