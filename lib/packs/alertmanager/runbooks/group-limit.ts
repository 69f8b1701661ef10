/** What to do about AlertmanagerGroupLimit. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { alertmanager } from "../metrics";

export const groupLimitRunbook: Runbook = {
  meaning: "Alertmanager keeps as many groups of alerts as it may; alerts that would make a new one are dropped.",
  impact: "Nobody is told of the alerts that were dropped, whatever their severity.",
  diagnosis: [
    {
      text: "See how many groups there are.",
      query: promql`${alertmanager.groups}{namespace="$namespace",service="$service"}`,
    },
    {
      text: "See which label splits them: open the page of Alertmanager, or list them.",
      command:
        "kubectl --namespace $namespace exec statefulset/$service --container alertmanager -- amtool --alertmanager.url=http://localhost:9093 alert query",
    },
    { text: "See which alert fires most.", query: promql`topk(5, count by (alertname) (ALERTS{alertstate="firing"}))` },
  ],
  mitigation: [
    "Mend or silence the rule that fires for thousands of series.",
    "Group by fewer labels: a label such as `pod` or `instance` makes a group for each of its values.",
  ],
};
