/** What to do about PrometheusRuleGroupSlow. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusRuleGroupSlowRunbook: Runbook = {
  meaning:
    "The last evaluation of this rule group took nearly all the time until the next one, for as long as the alert " +
    "waits.",
  impact: "Nothing is lost yet. A little more, and evaluations are left out (PrometheusRulesMissed).",
  diagnosis: [
    {
      text: "See how it has grown.",
      query: promql`${prometheus.ruleGroupDuration}{namespace="$namespace",pod="$pod",rule_group="$rule_group"}`,
    },
    {
      text: "See how long each rule takes. Forward the port and open http://localhost:9090/rules.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
    {
      text: "See whether all groups are slow, which points at Prometheus rather than at the group.",
      query: promql`sum by (pod) (${prometheus.ruleGroupDuration}{namespace="$namespace"})`,
    },
  ],
  mitigation: [
    "Split the group, so that its rules are evaluated side by side; rules that read each other stay together.",
    "Let several rules share a recording rule for the expensive part.",
    "Give the group a longer interval, where its alerts allow it.",
  ],
};
