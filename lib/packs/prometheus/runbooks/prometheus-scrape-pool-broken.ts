/** What to do about PrometheusScrapePoolBroken. */
import type { Runbook } from "../../../model";

export const prometheusScrapePoolBrokenRunbook: Runbook = {
  meaning:
    "A scrape job could not be set up, or could not take over its new configuration, within the last half hour: " +
    "mostly a certificate, a key or a password file that cannot be read.",
  impact: "The job is not scraped at all, or goes on as it was before.",
  diagnosis: [
    {
      text: "Read which job, and why.",
      command:
        "kubectl --namespace $namespace logs $pod --container prometheus --tail=500 | grep -i 'scrape pool\\|scrape manager'",
    },
    {
      text: "See which jobs there are. Forward the port and open http://localhost:9090/targets.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
    { text: "See which Secrets are mounted.", command: "kubectl --namespace $namespace describe pod $pod" },
  ],
  mitigation: [
    "Bring the Secret or mend the file that the message names, then deploy again.",
    "If it is a resource of another team, tell them; the others are scraped all the same.",
  ],
};
