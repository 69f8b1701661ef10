/** What to do about PrometheusDiscoveryStale. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusDiscoveryStaleRunbook: Runbook = {
  meaning:
    "A list of targets that is fetched now and then (Consul, DNS, an HTTP address, a cloud; the label `mechanism` " +
    "says which) could not be fetched, in every window of the alert.",
  impact: "Prometheus goes on with the old list: new machines are not scraped, and those that are gone count as down.",
  diagnosis: [
    {
      text: "Read the error.",
      command:
        "kubectl --namespace $namespace logs $pod --container prometheus --tail=500 | grep -i 'unable to refresh\\|error refreshing'",
    },
    {
      text: "See which lists it concerns.",
      query: promql`sum by (mechanism, config) (rate(${prometheus.refreshFailures}{namespace="$namespace"}[10m])) > 0`,
    },
    {
      text: "See the targets that it has now. Forward the port and open http://localhost:9090/service-discovery.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
  ],
  mitigation: [
    "If the server of the list is away, bring it back, or live with the old list for a while.",
    "If it refuses the login, renew the Secret that the scrape configuration names.",
    "If a cloud limits requests, fetch less often: `refreshInterval` of the discovery.",
  ],
};
