/** What to do about AlertmanagerDown. */
import type { Runbook } from "../../../model";

export const downRunbook: Runbook = {
  meaning:
    "Prometheus cannot scrape a single pod of Alertmanager: it finds no target of the job, or none that answers.",
  impact:
    "Nobody is told of any alert. You read this because the heartbeat's receiver outside of the cluster noticed that the Watchdog has gone, or because you looked.",
  diagnosis: [
    {
      text: "See whether there are pods, and what state they are in.",
      command: "kubectl --namespace $namespace get pods --selector app.kubernetes.io/name=alertmanager --output wide",
    },
    {
      text: "Read the last words of a pod that crashes: a configuration that cannot be read, or a Secret whose file is missing, is the most frequent.",
      command: "kubectl --namespace $namespace logs statefulset/$job --previous --tail=50",
    },
    {
      text: "Read the newest events: a volume that cannot be attached, a Secret that is missing.",
      command: "kubectl --namespace $namespace get events --sort-by=.lastTimestamp | tail -30",
    },
    {
      text: "If the pods are ready, Prometheus cannot reach them: look at the network policies.",
      command: "kubectl --namespace $namespace get networkpolicies,servicemonitors",
    },
  ],
  mitigation: [
    "Watch the alerts in Prometheus itself, at /alerts, and tell people by hand until Alertmanager is back.",
    {
      text: "If a change of the configuration began it, go back.",
      command: "helm --namespace $namespace rollback $job",
    },
    {
      text: "If a node or its volume is gone, let the pod start elsewhere; the other replicas have its silences.",
      command: "kubectl --namespace $namespace delete pod <pod>",
    },
  ],
};
