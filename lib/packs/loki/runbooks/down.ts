/** What to do about LokiDown. */
import type { Runbook } from "../../../model";

export const downRunbook: Runbook = {
  meaning:
    "Prometheus cannot scrape a single pod of one of Loki's workloads: it counts the targets of the job that answer, and finds none, or it finds no target at all. In the monolithic mode that is all of Loki; in the distributed mode the end of the job's name says which part.",
  impact:
    "Without distributors or ingesters no logs are taken in: Fluentd keeps them on the nodes' disks until those buffers are full. Without queriers, frontends or schedulers nobody can read logs. Without the compactor nothing is deleted. Without the ruler alerts over logs are silent.",
  diagnosis: [
    {
      text: "See whether there are pods, and what state they are in.",
      command: "kubectl --namespace $namespace get pods --output wide",
    },
    {
      text: "Read the newest events: a volume that cannot be attached, an image that cannot be pulled, too little memory on the nodes.",
      command: "kubectl --namespace $namespace get events --sort-by=.lastTimestamp | tail -30",
    },
    {
      text: "Read why a pod that crashes does so. A mistake in the configuration is its last line.",
      command: "kubectl --namespace $namespace logs <pod> --previous --tail=50",
    },
    {
      text: "If the pods run and are ready, Prometheus cannot reach them: look at its target page and at the network policies.",
      command: "kubectl --namespace $namespace get networkpolicies,servicemonitors",
    },
  ],
  mitigation: [
    {
      text: "If a change of the configuration or a new version began it, go back.",
      command: "helm --namespace $namespace history <release>\nhelm --namespace $namespace rollback <release>",
    },
    "If pods are killed for want of memory, raise the limit of the workload in the environment's file and deploy.",
    "If a volume is the cause, see what the storage says of the claim; never delete the claim of an ingester that has not written its log to the store.",
    "When it is back, watch that Fluentd's buffers get shorter: what was held back arrives late, but it arrives.",
  ],
};
