/** What to do about GrafanaDown. */
import type { Runbook } from "../../../model";

export const downRunbook: Runbook = {
  meaning: "Prometheus cannot scrape a single pod of Grafana: it finds no target of the job, or none that answers.",
  impact:
    "Nobody sees dashboards, explores logs and traces, or opens the runbooks that alerts link to. Alerts themselves go on: Prometheus computes them, Alertmanager tells them.",
  diagnosis: [
    {
      text: "See whether there are pods, and what state they are in.",
      command: "kubectl --namespace $namespace get pods --selector app.kubernetes.io/name=grafana --output wide",
    },
    {
      text: "Read the last words of a pod that crashes: a database that cannot be reached is the most frequent.",
      command: "kubectl --namespace $namespace logs deployment/$job --previous --tail=50",
    },
    {
      text: "Read the newest events: a volume that is still attached elsewhere, a Secret that is missing.",
      command: "kubectl --namespace $namespace get events --sort-by=.lastTimestamp | tail -30",
    },
    {
      text: "If the pods are ready, Prometheus cannot reach them: look at the network policies.",
      command: "kubectl --namespace $namespace get networkpolicies,servicemonitors",
    },
  ],
  mitigation: [
    "If the database is the cause, see to it; Grafana comes back by itself.",
    { text: "If a change or a new version began it, go back.", command: "helm --namespace $namespace rollback $job" },
    {
      text: "Meanwhile ask Prometheus itself.",
      command: "kubectl --namespace $namespace port-forward service/<prometheus> 9090",
    },
  ],
};
