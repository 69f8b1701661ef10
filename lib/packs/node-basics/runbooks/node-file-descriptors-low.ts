/** What to do about NodeFileDescriptorsLow. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { node } from "../metrics";

export const nodeFileDescriptorsLowRunbook: Runbook = {
  meaning: "This share of the files and connections that the kernel can have open at once (`fs.file-max`) is in use.",
  impact: "When none are left no process on the node can open a file or a connection, the kubelet included.",
  diagnosis: [
    {
      text: "Find the process with the most open files.",
      command:
        "kubectl debug node/$node --stdin --tty --profile=sysadmin --image=busybox -- sh -c 'for p in /proc/[0-9]*; do echo $(ls $p/fd 2>/dev/null | wc -l) $p $(cat $p/comm); done | sort -rn | head'",
    },
    {
      text: "See how it has grown: a steady climb is a leak.",
      query: promql`${node.fileDescriptors}{instance="$instance"}`,
    },
    {
      text: "See which pods run there.",
      command: "kubectl get pods --all-namespaces --output wide --field-selector spec.nodeName=$node",
    },
    "Without the label `node` on the alert, the machine is outside of the cluster: log in to the address in " +
      "`instance`.",
  ],
  mitigation: [
    "Restart the pod whose process leaks.",
    {
      text: "Raise the limit of the node until it restarts.",
      command: "ssh <node> sudo sysctl --write fs.file-max=<twice as many>",
    },
  ],
};
