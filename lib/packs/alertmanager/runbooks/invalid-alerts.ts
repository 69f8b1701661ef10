/** What to do about AlertmanagerInvalidAlerts. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { alertmanager } from "../metrics";

export const invalidAlertsRunbook: Runbook = {
  meaning:
    "Alertmanager refused alerts that were sent to it: without a name or with a label that is none, or with an end before their start.",
  impact:
    "Nobody is told of the alerts that were refused. Prometheus's and Loki's own are never refused; somebody else sends them.",
  diagnosis: [
    {
      text: "Read what was refused and why.",
      command:
        "kubectl --namespace $namespace logs statefulset/$service --tail=1000 | grep -i -e 'bad request' -e invalid",
    },
    {
      text: "See by which version of the API they come.",
      query: promql`sum by (version) (increase(${alertmanager.alertsInvalid}{namespace="$namespace",service="$service"}[1h]))`,
    },
  ],
  mitigation: [
    "Mend the program that sends them: labels need names of letters, digits and underscores, and `alertname`.",
    "If nobody should send but Prometheus and Loki, see who else may reach port 9093.",
  ],
};
