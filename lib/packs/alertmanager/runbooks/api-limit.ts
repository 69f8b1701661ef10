/** What to do about AlertmanagerApiLimit. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { alertmanager } from "../metrics";

export const apiLimitRunbook: Runbook = {
  meaning: "More requests than Alertmanager answers at once arrive at one pod; the rest is refused with 503.",
  impact:
    "People see errors in Grafana's list of alerts, and silences may not be made. Alerts themselves are posted and are not limited.",
  diagnosis: [
    {
      text: "See by which method they come.",
      query: promql`sum by (method) (rate(${alertmanager.requestsRefused}{namespace="$namespace",pod="$pod"}[5m]))`,
    },
    {
      text: "See what is asked for most.",
      query: promql`topk(5, sum by (handler, method) (rate(${alertmanager.requestDuration}_count{namespace="$namespace",pod="$pod"}[5m])))`,
    },
  ],
  mitigation: [
    "Find who asks all the time: a page that reloads itself, a script, a Grafana with a dashboard on a short refresh.",
    "If it is slow because it knows very many alerts, mend the rule that fires for them.",
  ],
};
