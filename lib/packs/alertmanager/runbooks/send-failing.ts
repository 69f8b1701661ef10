/** What to do about AlertmanagerSendFailing. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { alertmanager } from "../metrics";

export const sendFailingRunbook: Runbook = {
  meaning:
    "Of the notifications that Alertmanager sends by one way (Slack, PagerDuty, webhook …), more than allowed were given up after several tries.",
  impact: "Some people are not told of some alerts. Other ways work.",
  diagnosis: [
    {
      text: "See how many fail, and for what reason.",
      query: promql`sum by (reason) (rate(${alertmanager.notificationsFailed}{namespace="$namespace",service="$service",integration="$integration"}[10m]))`,
    },
    {
      text: "Read what the other side answers: 401 and 403 are credentials, 404 a channel or address that is gone, 429 too many at once.",
      command:
        "kubectl --namespace $namespace logs statefulset/$service --tail=1000 | grep -i 'notify for alerts failed'",
    },
    {
      text: "See whether one receiver or all of this way fail: the message names the receiver.",
      command:
        "kubectl --namespace $namespace logs statefulset/$service --tail=1000 | grep --only-matching 'receiver=[^ ]*' | sort | uniq --count",
    },
  ],
  mitigation: [
    "Mend the credentials in the Secret that the receiver names, or the channel in the environment's `alerting`.",
    "If too many are sent at once, group by fewer labels, or wait longer between two notifications of a group.",
    "If the other side is down, see its status page; Alertmanager tells again when the group changes or the repeat interval is over.",
  ],
};
