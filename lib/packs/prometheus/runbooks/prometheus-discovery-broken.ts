/** What to do about PrometheusDiscoveryBroken. */
import type { Runbook } from "../../../model";

export const prometheusDiscoveryBrokenRunbook: Runbook = {
  meaning:
    "At least one service discovery of the configuration could not be set up when the configuration was loaded: a " +
    "credential, a certificate or a file that it names cannot be read, or a setting is refused.",
  impact:
    "None of its targets is found or scraped. Prometheus says nothing else about it: the targets are simply not " +
    "there.",
  diagnosis: [
    {
      text: "Read which one, and why.",
      command:
        "kubectl --namespace $namespace logs $pod --container prometheus | grep -i 'cannot create service discovery\\|discovery'",
    },
    {
      text: "See which jobs have no targets at all. Forward the port and open http://localhost:9090/service-discovery.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
    { text: "See which Secrets are mounted.", command: "kubectl --namespace $namespace describe pod $pod" },
  ],
  mitigation: [
    "Put right the scrape configuration or the Secret that it names, and deploy.",
    { text: "Restart the replica; the others go on.", command: "kubectl --namespace $namespace delete pod $pod" },
  ],
};
