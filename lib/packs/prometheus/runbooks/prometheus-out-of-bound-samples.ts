/** What to do about PrometheusOutOfBoundSamples. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const prometheusOutOfBoundSamplesRunbook: Runbook = {
  meaning:
    "Samples are refused because their own time lies too far in the past or in the future, in every window of the " +
    "alert. Only targets that write times of their own can do this.",
  impact: "These samples are lost, and their series end or have gaps: alerts on them are silent.",
  diagnosis: [
    {
      text: "Read which target it is.",
      command:
        "kubectl --namespace $namespace logs $pod --container prometheus --tail=1000 | grep -i 'too old\\|too far'",
    },
    { text: "See whether a clock is wrong.", query: promql`abs(node_time_seconds - timestamp(node_time_seconds)) > 1` },
    {
      text: "See which targets of that job there are. Forward the port and open http://localhost:9090/targets.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
  ],
  mitigation: [
    "If a clock is wrong, follow NodeClockSkew.",
    "If the target keeps exposing what it knew long ago (some exporters and gateways do), set `honorTimestamps: " +
      "false` in its monitor.",
  ],
};
