/** What to do about AlertmanagerSendSlow. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { alertmanager } from "../metrics";

export const sendSlowRunbook: Runbook = {
  meaning: "One notification in ten by one way takes longer than allowed, retries included.",
  impact: "People are told late. A group that cannot be told in time holds up what comes after it.",
  diagnosis: [
    {
      text: "See since when, and how slow.",
      query: promql`histogram_quantile(0.9, sum by (integration, le) (rate(${alertmanager.notificationLatency}_bucket{namespace="$namespace",service="$service"}[10m])))`,
    },
    {
      text: "Read whether the other side throttles (429) or answers late.",
      command:
        "kubectl --namespace $namespace logs statefulset/$service --tail=1000 | grep -i -e 'notify' -e 'attempt'",
    },
    {
      text: "See whether Alertmanager itself is short of CPU.",
      command: "kubectl --namespace $namespace top pods --selector app.kubernetes.io/name=alertmanager",
    },
  ],
  mitigation: [
    "If the other side throttles, group by fewer labels so that fewer notifications are sent.",
    "If the way goes through a proxy, see whether that is overloaded.",
  ],
};
