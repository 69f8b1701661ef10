/** What to do about PrometheusDiscoveryFailing. */
import type { Runbook } from "../../../model";

export const prometheusDiscoveryFailingRunbook: Runbook = {
  meaning:
    "Requests of Prometheus to the API server for pods, services, endpoints and nodes fail, in every window of " +
    "the alert.",
  impact:
    "Prometheus goes on with the targets that it knew: new pods are not scraped, and those that are gone count as " +
    "down.",
  diagnosis: [
    {
      text: "Read the error: `forbidden` is a right that is missing, a timeout is the API server.",
      command:
        "kubectl --namespace $namespace logs $pod --container prometheus --tail=500 | grep -i 'failed to\\|forbidden'",
    },
    {
      text: "Ask what its account may do.",
      command: "kubectl auth can-i list endpointslices --all-namespaces --as=system:serviceaccount:$namespace:$service",
    },
    { text: "See whether the API server is well.", command: "kubectl get --raw '/readyz?verbose'" },
  ],
  mitigation: [
    "If a right is missing, deploy the environment again, or grant it where a scrape configuration of one's own " +
      "needs more.",
    "If the API server is overloaded or away, that comes first: everything else depends on it.",
    "If a watch fails because a namespace named in the configuration is gone, take it out there.",
  ],
};
