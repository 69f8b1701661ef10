/** What to do about NodeInodesFillingUp. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { node } from "../metrics";

export const nodeInodesFillingUpRunbook: Runbook = {
  meaning:
    "Few inodes of the file system are free, and a straight line through the last hours reaches zero within the " +
    "time that the alert looks ahead.",
  impact: "Nothing fails yet. When none are left no file can be created, however much room there is.",
  diagnosis: [
    {
      text: "See the line for yourself.",
      query: promql`${node.filesystemFilesFree}{instance="$instance",mountpoint="$mountpoint"}`,
    },
    {
      text: "Find the folder with the many files.",
      command:
        "kubectl debug node/$node --stdin --tty --image=debian:stable-slim -- sh -c 'cd /host && du --inodes -x -d 3 . | sort -n | tail -n 30'",
    },
    {
      text: "See which pods run there.",
      command: "kubectl get pods --all-namespaces --output wide --field-selector spec.nodeName=$node",
    },
    "Without the label `node` on the alert, the machine is outside of the cluster: log in to the address in " +
      "`instance`.",
  ],
  mitigation: [
    "Find what makes the files (sessions, caches, mail queues, small logs) and have it clean up.",
    {
      text: "Let the container runtime delete images that nothing uses.",
      command: "ssh <node> sudo crictl rmi --prune",
    },
  ],
};
