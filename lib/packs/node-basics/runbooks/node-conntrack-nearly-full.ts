/** What to do about NodeConntrackNearlyFull. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { node } from "../metrics";

export const nodeConntrackNearlyFullRunbook: Runbook = {
  meaning:
    "The kernel's table of connections (conntrack), through which all traffic of Services goes, is filled to this " +
    "share.",
  impact:
    "When it is full the kernel drops packets of new connections: everything on the node fails now and then, " +
    "above all name resolution.",
  diagnosis: [
    {
      text:
        "See what fills it: one source with very many connections is a crawler, a client without keep-alive or an " +
        "attack.",
      command:
        "kubectl debug node/$node --stdin --tty --profile=sysadmin --image=nicolaka/netshoot -- sh -c \"conntrack -L | awk '{print \\$5}' | sort | uniq -c | sort -rn | head\"",
    },
    { text: "See how it has grown.", query: promql`${node.conntrackEntries}{instance="$instance"}` },
    {
      text: "See which pods run there.",
      command: "kubectl get pods --all-namespaces --output wide --field-selector spec.nodeName=$node",
    },
    "Without the label `node` on the alert, the machine is outside of the cluster: log in to the address in " +
      "`instance`.",
  ],
  mitigation: [
    {
      text: "Raise the limit of the node until it restarts.",
      command: "ssh <node> sudo sysctl --write net.netfilter.nf_conntrack_max=<twice as many>",
    },
    "Set it for good: `conntrack.maxPerCore` of kube-proxy, or a sysctl of the machine image.",
    "Have the client that makes the connections reuse them.",
  ],
};
