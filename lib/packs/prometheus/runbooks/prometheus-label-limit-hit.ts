/** What to do about PrometheusLabelLimitHit. */
import type { Runbook } from "../../../model";

export const prometheusLabelLimitHitRunbook: Runbook = {
  meaning:
    "Targets of a scrape job have more labels than `labelLimit`, or longer names or values than their limits, in " +
    "every window of the alert.",
  impact: "These targets are not scraped.",
  diagnosis: [
    {
      text: "See which targets, and which label. Forward the port and open http://localhost:9090/targets.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
    {
      text: "Read what Prometheus says.",
      command: "kubectl --namespace $namespace logs $pod --container prometheus --tail=200",
    },
    {
      text:
        "See the labels that discovery and relabelling give them. Forward the port and open " +
        "http://localhost:9090/service-discovery.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
  ],
  mitigation: [
    "Drop the labels that nobody asks for by relabelling (`labeldrop`), above all those that were mapped from all " +
      "labels of a pod.",
    "If they are needed, raise the limit of the job.",
  ],
};
