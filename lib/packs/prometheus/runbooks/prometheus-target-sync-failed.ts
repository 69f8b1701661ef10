/** What to do about PrometheusTargetSyncFailed. */
import type { Runbook } from "../../../model";

export const prometheusTargetSyncFailedRunbook: Runbook = {
  meaning:
    "Prometheus discovered targets of this job and refused to make them within the last half hour: after " +
    "relabelling they have no address, a wrong one, or a label that is not valid.",
  impact: "These targets are not scraped, and nothing shows them as down.",
  diagnosis: [
    {
      text: "Read which targets, and why.",
      command:
        "kubectl --namespace $namespace logs $pod --container prometheus --tail=500 | grep -i 'creating target\\|target failed'",
    },
    {
      text:
        "See what was discovered and what relabelling makes of it. Forward the port and open " +
        "http://localhost:9090/service-discovery.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
    {
      text: "See when the job was changed; its name holds the kind, namespace and name of the resource.",
      command:
        "kubectl get servicemonitors,podmonitors,probes,scrapeconfigs --all-namespaces --sort-by=.metadata.creationTimestamp",
    },
  ],
  mitigation: [
    "Mend the relabelling of the job: an address is `host:port`, a path begins with `/`, a scheme is http or " +
      "https.",
    "If pods without a port are discovered, drop them by a rule before the address is made.",
  ],
};
