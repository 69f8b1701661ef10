/** What to do about PrometheusOutOfOrderSamples. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusOutOfOrderSamplesRunbook: Runbook = {
  meaning: "Samples are refused because a later one of the same series is there already, in every window of the alert.",
  impact: "These samples are lost; the series have gaps.",
  diagnosis: [
    {
      text: "Read which target it is.",
      command: "kubectl --namespace $namespace logs $pod --container prometheus --tail=1000 | grep -i 'out-of-order'",
    },
    {
      text: "See whether they are scraped or pushed; those that are pushed are counted elsewhere.",
      query: promql`sum by (pod) (rate(${prometheus.outOfOrderSamples}{namespace="$namespace"}[5m]))`,
    },
    {
      text: "See whether clocks differ, for targets that write times of their own.",
      query: promql`abs(node_time_seconds - timestamp(node_time_seconds)) > 1`,
    },
  ],
  mitigation: [
    "If two targets have the same labels, keep what tells them apart (`instance`, `pod`).",
    "If the target writes times of its own without need, set `honorTimestamps: false` in its monitor.",
    "If samples must come late (they are pushed), set `prometheus.outOfOrderWindow` of the environment.",
  ],
};
