/** What to do about JaegerDown. */
import type { Runbook } from "../../../model";

export const downRunbook: Runbook = {
  meaning:
    "Jaeger takes spans from applications, stores them and shows them; all of that is one program, run in one or more pods of one Deployment. " +
    "Prometheus asks each pod for its metrics on port 8888. Now none of them answers, or Prometheus knows of none at all.",
  impact:
    "Applications keep running: their SDKs hold spans for a moment and then drop them. Traces of this time are lost, the user interface is " +
    "away, and metrics that are computed from spans stop. New processes do not learn which traces to begin and sample as they were written to.",
  diagnosis: [
    {
      text: "See whether there are pods, and what state they are in.",
      command: "kubectl --namespace $namespace get pods --selector app.kubernetes.io/instance=$job --output wide",
    },
    {
      text: "Read the newest events: an image that cannot be pulled, a volume that cannot be attached, no node with room.",
      command: "kubectl --namespace $namespace get events --sort-by=.lastTimestamp | tail -30",
    },
    {
      text: "Read why it ended. Jaeger does not start without its storage: a failed connection, a wrong password or an unknown key of the configuration is its last line.",
      command: "kubectl --namespace $namespace logs deployment/$job --previous --tail=50",
    },
    {
      text: "If the pods run, ask one of them itself.",
      command: "kubectl --namespace $namespace exec deployment/$job -- wget -qO- http://localhost:13133/status",
    },
    {
      text: "If it answers, Prometheus cannot reach it: look at the network policies and at the ServiceMonitor.",
      command: "kubectl --namespace $namespace get networkpolicies,servicemonitors",
    },
  ],
  mitigation: [
    {
      text: "If a change of the configuration or a new version began it, go back.",
      command: "helm --namespace $namespace rollback $job",
    },
    "If the storage is away, mend that first; the pods come back by themselves within minutes.",
    "If the storage refuses the password, correct the Secret that the construct's `credentials` name, and restart the Deployment.",
    "If pods are killed for want of memory, raise `resources.limits.memory` of the Jaeger construct.",
  ],
};
