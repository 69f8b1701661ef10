/** What to do about AlertmanagerDispatchSlow. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { alertmanager } from "../metrics";

export const dispatchSlowRunbook: Runbook = {
  meaning: "To put one alert into its groups takes longer than allowed, on average over ten minutes.",
  impact: "People are told late, of everything.",
  diagnosis: [
    {
      text: "See how many alerts there are, and how many arrive.",
      query: promql`sum by (state) (${alertmanager.alerts}{namespace="$namespace",pod="$pod"})`,
    },
    { text: "See whether the pod is short of CPU.", command: "kubectl --namespace $namespace top pod $pod" },
    { text: "See which alert fires most.", query: promql`topk(5, count by (alertname) (ALERTS{alertstate="firing"}))` },
  ],
  mitigation: ["Mend or silence the rule that fires for thousands of series.", "Give Alertmanager more CPU."],
};
