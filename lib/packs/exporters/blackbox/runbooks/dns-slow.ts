/** What to do about ProbeDnsSlow. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { blackbox } from "../metrics";

export const dnsSlowRunbook: Runbook = {
  meaning: "Looking up the name of the address takes longer than the limit on average over ten minutes.",
  impact: "Whatever looks up names by the same server is as slow, at each connection.",
  diagnosis: [
    {
      text: "See whether all names have the trouble: then it is the cluster's name server.",
      query: promql`avg_over_time(${blackbox.lookupTime}[10m])`,
    },
    {
      text: "Measure from within the cluster.",
      command:
        "kubectl run lookup --rm --stdin --tty --restart=Never --image=busybox -- sh -c 'time nslookup <host of $instance>'",
    },
    {
      text: "See whether the name server is at its limits.",
      command: "kubectl --namespace kube-system top pods --selector k8s-app=kube-dns",
    },
  ],
  mitigation: [
    {
      text: "Add replicas of the cluster's name server.",
      command: "kubectl --namespace kube-system scale deployment/coredns --replicas=<more>",
    },
    "Write names of hosts outside with a dot at their end, which saves several questions each.",
    "If the name server of the domain is slow, lengthen the time that the record may be kept.",
  ],
};
