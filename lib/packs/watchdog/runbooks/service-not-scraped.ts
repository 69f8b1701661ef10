/** What to do about ServiceNotScraped. */
import { scrape, type Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { events, networkPolicies, pods } from "./steps";

export const serviceNotScrapedRunbook: Runbook = {
  meaning:
    "A team has registered this service, and Prometheus gets no metrics of it: none of its targets can be scraped, or its monitor finds no target.",
  impact:
    "If the service is down, all of its users are without it. If only the scraping fails, none of its other alerts and objectives can tell anything.",
  diagnosis: [
    "Use the service as its users do. If it answers, only the measuring is broken, and there is time.",
    {
      text: "See whether it has targets: a 0 is one that cannot be scraped, and no answer at all means that its monitor finds none.",
      query: promql`${scrape.up}{namespace="$namespace",service="$service"}`,
    },
    pods,
    {
      text: "If it has no target, compare the labels and the ports of what the monitor looks for with those of the Service and its pods.",
      command:
        "kubectl get servicemonitors,podmonitors --all-namespaces --output yaml | grep --after-context 40 'name: $service'; kubectl --namespace $namespace get services,pods --show-labels",
    },
    {
      text: "Read the last words of the service.",
      query: logql`{namespace="$namespace", service="$service"} |~ "(?i)fatal|panic|error|killed"`,
    },
    events,
    networkPolicies,
  ],
  mitigation: [
    {
      text: "If a deployment began it, go back to the version before.",
      command: "kubectl --namespace $namespace rollout undo deployment/$service",
    },
    "If its Service, its labels or its port are called otherwise now, write that where it is registered: selector, port, metricsPath.",
    "If it is not deployed yet, or no longer, register it together with its deployment.",
  ],
};
