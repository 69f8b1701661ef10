/** What to do about PrometheusRulesMissed. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusRulesMissedRunbook: Runbook = {
  meaning:
    "Prometheus was not yet done with this rule group when its next turn came, and left that turn out, in every " +
    "window of the alert.",
  impact: "Recordings have gaps, and alerts of the group come later than their `for` says.",
  diagnosis: [
    {
      text: "See which rules of the group take longest.",
      query: promql`topk(5, ${prometheus.ruleGroupDuration}{namespace="$namespace",pod="$pod"})`,
    },
    {
      text: "See how long each rule takes. Forward the port and open http://localhost:9090/rules.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
    {
      text: "See whether Prometheus is short of CPU.",
      query: promql`container:cpu_usage_of_limit:ratio_rate5m{namespace="$namespace",pod="$pod",container="prometheus"}`,
    },
    {
      text: "See whether queries of people crowd it out.",
      query: promql`${prometheus.queries}{namespace="$namespace",pod="$pod"} / (${prometheus.queriesMax}{namespace="$namespace",pod="$pod"} > 0)`,
    },
  ],
  mitigation: [
    "Split the group, so that its rules are evaluated side by side; rules that read each other stay together.",
    "Give what is only needed for dashboards a longer interval.",
    "If everything is slow, Prometheus needs more CPU, or fewer series (PrometheusSeriesJump).",
  ],
};
