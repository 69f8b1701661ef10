/** What to do about PrometheusMonitorRejected. */
import type { Runbook } from "../../../model";

export const prometheusMonitorRejectedRunbook: Runbook = {
  meaning:
    "The operator has refused resources that ask for targets (the label `resource` says of which kind): a " +
    "selector that is not valid, a Secret that does not exist, a setting that Prometheus would refuse.",
  impact: "What they ask for is not scraped, and is not shown as down either.",
  diagnosis: [
    {
      text: "Read which ones, and why.",
      command: "kubectl --namespace $namespace logs $pod | grep -i 'skipping\\|invalid' | tail -n 20",
    },
    {
      text: "The operator also writes events.",
      command: "kubectl get events --all-namespaces --field-selector reason=InvalidConfiguration",
    },
    {
      text: "See which resources changed last.",
      command:
        "kubectl get servicemonitors,podmonitors,probes,scrapeconfigs --all-namespaces --sort-by=.metadata.creationTimestamp",
    },
  ],
  mitigation: [
    "Mend the resource where it is written; mostly a Secret or a key in it is missing.",
    "If it is of another team, tell them: the others are scraped all the same.",
  ],
};
