/** What to do about BlackboxExporterDown. */
import type { Runbook } from "../../../../model";

export const exporterDownRunbook: Runbook = {
  meaning: "Prometheus reaches no pod of the blackbox exporter, which tries addresses out as somebody outside would.",
  impact: "Whether the probed addresses answer is not known: none of the alerts about them can fire.",
  diagnosis: [
    {
      text: "See whether there are pods, and what state they are in.",
      command: "kubectl --namespace $namespace get pods --selector app.kubernetes.io/instance=$job",
    },
    {
      text: "Read why it does not start. A mistake in a module is named there.",
      command: "kubectl --namespace $namespace logs deployment/$job --tail=50",
    },
    {
      text: "If it runs, Prometheus cannot reach it: look at the network policies.",
      command: "kubectl --namespace $namespace get networkpolicies,servicemonitors",
    },
  ],
  mitigation: [
    { text: "Go back, if a change of its modules began it.", command: "helm --namespace $namespace rollback $job" },
    { text: "Restart it, if it hangs.", command: "kubectl --namespace $namespace rollout restart deployment/$job" },
  ],
};
