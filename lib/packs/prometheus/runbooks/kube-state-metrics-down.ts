/** What to do about KubeStateMetricsDown. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const kubeStateMetricsDownRunbook: Runbook = {
  meaning:
    "None of the targets of kube-state-metrics answers, or there is none. It turns the state of Kubernetes' " +
    "objects into metrics.",
  impact:
    "Alerts about pods, Deployments, Jobs, autoscalers and the state of nodes are blind: none of them fires, " +
    "whatever happens.",
  diagnosis: [
    {
      text: "See its pod.",
      command:
        "kubectl --namespace $namespace get pods --selector app.kubernetes.io/name=kube-state-metrics --output wide",
    },
    {
      text: "Read what it says.",
      command: "kubectl --namespace $namespace logs --selector app.kubernetes.io/name=kube-state-metrics --tail=200",
    },
    {
      text: "See how it ended before.",
      command: "kubectl --namespace $namespace describe pods --selector app.kubernetes.io/name=kube-state-metrics",
    },
    { text: "See whether the scrape is at fault.", query: promql`up{job="$job"}` },
  ],
  mitigation: [
    "If it was killed for want of memory, raise `prometheus.kubeStateMetrics.resources` of the environment: it " +
      "needs more with every object of the cluster.",
    {
      text: "If it hangs, restart it.",
      command:
        "kubectl --namespace $namespace rollout restart deployment --selector app.kubernetes.io/name=kube-state-metrics",
    },
    "If its page takes too long, give the scrape more time, or leave out kinds of objects that nobody asks for.",
  ],
};
