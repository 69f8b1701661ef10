/** What to do about NodeFilesystemReadOnly. */
import type { Runbook } from "../../../model";

export const nodeFilesystemReadOnlyRunbook: Runbook = {
  meaning:
    "A file system that could be written to within the last day is read-only now. The kernel remounts a file " +
    "system read-only when its disk answers with errors. Those that have been read-only for longer than a day are " +
    "not counted.",
  impact:
    "Everything that writes there fails, often with misleading errors. The disk is probably broken, and what was " +
    "written last may be lost.",
  diagnosis: [
    {
      text: "Read what the kernel says of the disk.",
      command: "ssh <node> sudo dmesg --level err,warn --ctime | tail -n 50",
    },
    { text: "See the node, its conditions and since when they hold.", command: "kubectl describe node $node" },
    {
      text: "See which pods run there.",
      command: "kubectl get pods --all-namespaces --output wide --field-selector spec.nodeName=$node",
    },
    "Without the label `node` on the alert, the machine is outside of the cluster: log in to the address in " +
      "`instance`.",
  ],
  mitigation: [
    { text: "Keep new pods away while you look.", command: "kubectl cordon $node" },
    {
      text: "If the node cannot be helped, move its pods away and replace it.",
      command: "kubectl drain $node --ignore-daemonsets --delete-emptydir-data",
    },
    "Replace the disk or the machine. Do not remount it writable: a disk with errors loses more with every write.",
    "If somebody remounted it on purpose, silence the alert for a day; it ends by itself.",
  ],
};
