/** What to do about AlertmanagerSendBroken. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { alertmanager } from "../metrics";

export const sendBrokenRunbook: Runbook = {
  meaning: "Nearly all notifications by one way (Slack, PagerDuty, webhook …) were given up.",
  impact: "Whoever is told by this way alone hears of nothing, pages included.",
  diagnosis: [
    {
      text: "Read what the other side answers: 401 and 403 are credentials, 404 a channel or address that is gone, a timeout is the network.",
      command:
        "kubectl --namespace $namespace logs statefulset/$service --tail=1000 | grep -i 'notify for alerts failed'",
    },
    {
      text: "See for what reason they fail.",
      query: promql`sum by (reason) (rate(${alertmanager.notificationsFailed}{namespace="$namespace",service="$service",integration="$integration"}[10m]))`,
    },
    {
      text: "See whether a network policy, a proxy or DNS stands in the way: try the other side's address from a pod of the namespace.",
      command:
        "kubectl --namespace $namespace run way-out --rm --stdin --tty --restart=Never --image=curlimages/curl -- curl --head <address of the other side>",
    },
  ],
  mitigation: [
    "Tell the people who depend on this way by hand, and look at Alertmanager's own page for what is firing.",
    "Mend the credentials in the Secret that the receiver names; Alertmanager reads the file anew for each notification.",
    "If the other side is down, give the team a second channel in the environment's `alerting` until it is back.",
  ],
};
