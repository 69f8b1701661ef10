/** What to do about LokiRuleGroupsLate. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const ruleGroupsLateRunbook: Runbook = {
  meaning:
    "A group of rules over logs is due again before its last evaluation has ended, so that evaluations are left out.",
  impact: "Alerts of the group fire late, and recorded figures have gaps.",
  diagnosis: [
    {
      text: "See how long the group takes, against its interval.",
      query: promql`max by (user, rule_group) (${loki.ruleGroupDuration}{namespace="$namespace"}) / max by (user, rule_group) (${loki.ruleGroupInterval}{namespace="$namespace"} > 0)`,
    },
    {
      text: "See whether queries are slow as a whole.",
      query: promql`histogram_quantile(0.99, sum by (le) (rate(${loki.schedulerQueueDuration}_bucket{namespace="$namespace"}[15m])))`,
    },
    { text: "See whether the ruler has enough CPU.", command: "kubectl --namespace $namespace top pods" },
  ],
  mitigation: [
    "Part the group: its rules are evaluated one after the other.",
    "Give the group a longer interval, or its rules shorter ranges.",
    "Add rulers, which share the groups.",
  ],
};
