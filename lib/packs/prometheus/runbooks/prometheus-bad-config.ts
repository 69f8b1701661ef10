/** What to do about PrometheusBadConfig. */
import type { Runbook } from "../../../model";

export const prometheusBadConfigRunbook: Runbook = {
  meaning:
    "The last attempt to load a new configuration failed, and has not succeeded since. The alert looks at the " +
    "last minutes, so that a failed scrape does not end it.",
  impact:
    "Prometheus goes on with the old configuration: new targets are not scraped, new and changed rules do not " +
    "count. When it is restarted it will not start at all.",
  diagnosis: [
    {
      text: "Read which line it refuses.",
      command:
        "kubectl --namespace $namespace logs $pod --container prometheus --tail=500 | grep -i 'loading config\\|error'",
    },
    {
      text: "Have promtool say what is wrong with what it got, rule files included.",
      command:
        "kubectl --namespace $namespace exec $pod --container prometheus -- promtool check config /etc/prometheus/config_out/prometheus.env.yaml",
    },
    {
      text: "See which resources changed last.",
      command:
        "kubectl get servicemonitors,podmonitors,probes,scrapeconfigs,prometheusrules --all-namespaces --sort-by=.metadata.creationTimestamp",
    },
  ],
  mitigation: [
    "Take back the change that the message names; Prometheus tries again as soon as the operator has written the " +
      "new configuration.",
    "If it is in `prometheus.scrapeConfigs` of the environment, mend it there and deploy again. If it is a " +
      "resource of another team, tell them, and delete it if it cannot wait.",
    "Do not restart Prometheus before it is mended: it would not come up.",
  ],
};
