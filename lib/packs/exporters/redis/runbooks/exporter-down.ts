/** What to do about RedisExporterDown. */
import type { Runbook } from "../../../../model";

export const exporterDownRunbook: Runbook = {
  meaning: "Prometheus reaches no pod of the exporter that asks a Redis server for its figures.",
  impact: "The server may be well or not: none of the alerts about it can fire.",
  diagnosis: [
    {
      text: "See whether there is a pod, and what state it is in.",
      command: "kubectl --namespace $namespace get pods --selector app.kubernetes.io/instance=$job",
    },
    {
      text: "Read why it does not start: a Secret that is missing is the most frequent.",
      command:
        "kubectl --namespace $namespace describe pods --selector app.kubernetes.io/instance=$job | grep --after-context=12 Events\nkubectl --namespace $namespace logs deployment/$job --tail=50",
    },
    {
      text: "If it runs, Prometheus cannot reach it: look at the network policies.",
      command: "kubectl --namespace $namespace get networkpolicies,servicemonitors",
    },
  ],
  mitigation: [
    { text: "Go back, if a change of its settings began it.", command: "helm --namespace $namespace rollback $job" },
    {
      text: "Restart the exporter, if it hangs.",
      command: "kubectl --namespace $namespace rollout restart deployment/$job",
    },
  ],
};
