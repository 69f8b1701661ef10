/** What to do about LokiNotificationsFailing. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const notificationsFailingRunbook: Runbook = {
  meaning:
    "The ruler sends alerts over logs to every Alertmanager itself. More of them than allowed did not reach the one that the label names.",
  impact: "While another Alertmanager takes them, they are told. If all fail, nobody hears of alerts over logs.",
  diagnosis: [
    {
      text: "See whether all Alertmanagers have the trouble.",
      query: promql`sum by (alertmanager) (rate(${loki.notificationErrors}{namespace="$namespace"}[15m]))`,
    },
    {
      text: "Read in the log why that is so.",
      command:
        "kubectl --namespace $namespace logs --selector app.kubernetes.io/name=<release> --tail=2000 | grep --ignore-case alertmanager",
    },
    {
      text: "See whether the Alertmanager runs.",
      command: "kubectl get pods --all-namespaces --selector app.kubernetes.io/name=alertmanager --output wide",
    },
  ],
  mitigation: [
    "If the Alertmanager is down, see to it: its own alerts have runbooks.",
    "If the address is wrong or a network policy stands in the way, connect the two in the environment (`loki.sendAlertsTo(alertmanager)`) and deploy.",
  ],
};
