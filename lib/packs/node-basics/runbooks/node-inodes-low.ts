/** What to do about NodeInodesLow. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const nodeInodesLowRunbook: Runbook = {
  meaning:
    "The share of a file system's inodes that no file has yet is below the limit. Room in bytes does not help. " +
    "File systems without a fixed number are not counted.",
  impact:
    'When none are left no file can be created: "no space left on device" although there is room. The kubelet ' +
    "evicts pods shortly before (`nodefs.inodesFree`).",
  diagnosis: [
    {
      text: "Find the folder with the many files.",
      command:
        "kubectl debug node/$node --stdin --tty --image=debian:stable-slim -- sh -c 'cd /host && du --inodes -x -d 3 . | sort -n | tail -n 30'",
    },
    {
      text: "See how fast it goes down.",
      query: promql`filesystem:node_filesystem_files_free:ratio{instance="$instance",mountpoint="$mountpoint"}`,
    },
    {
      text: "See which pods run there.",
      command: "kubectl get pods --all-namespaces --output wide --field-selector spec.nodeName=$node",
    },
    "Without the label `node` on the alert, the machine is outside of the cluster: log in to the address in " +
      "`instance`.",
  ],
  mitigation: [
    {
      text: "Let the container runtime delete images that nothing uses: each has thousands of files.",
      command: "ssh <node> sudo crictl rmi --prune",
    },
    "Delete the pod that makes the files, and have it clean up after itself.",
    "Make the file system anew with more inodes, or use XFS, which makes them as needed.",
  ],
};
