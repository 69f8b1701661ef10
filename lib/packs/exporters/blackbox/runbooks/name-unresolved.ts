/** What to do about ProbeNameUnresolved. */
import type { Runbook } from "../../../../model";
import { promql } from "../../../../query";
import { blackbox } from "../metrics";

export const nameUnresolvedRunbook: Runbook = {
  meaning: "The probe failed, and no address was found for the name (`probe_ip_protocol` is 0).",
  impact:
    "Nobody can reach it by its name, if the name has trouble everywhere; if only the cluster's name server has, all services in the cluster suffer.",
  diagnosis: [
    {
      text: "Look the name up from within the cluster.",
      command: "kubectl run lookup --rm --stdin --tty --restart=Never --image=busybox -- nslookup <host of $instance>",
    },
    { text: "Look it up from outside.", command: "dig +trace <host of $instance>" },
    { text: "See whether other names have the trouble.", query: promql`${blackbox.ipProtocol} == 0` },
    {
      text: "See whether the cluster's name server is well.",
      command:
        "kubectl --namespace kube-system get pods --selector k8s-app=kube-dns\nkubectl --namespace kube-system logs --selector k8s-app=kube-dns --tail=50",
    },
  ],
  mitigation: [
    "If the record is gone or the domain has ended, have it put back where the domain is administered.",
    {
      text: "If the cluster's name server fails, restart it.",
      command: "kubectl --namespace kube-system rollout restart deployment/coredns",
    },
    "If the name is wrong in the Probe, correct it.",
  ],
};
