/** What to do about AlertmanagerGossipPruned. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { alertmanager } from "../metrics";

export const gossipPrunedRunbook: Runbook = {
  meaning:
    "Messages to the other pods are made faster than they are sent; Alertmanager keeps 4096 of them and throws away the rest.",
  impact:
    "Silences and notes of what was told reach the other pods late or not at all: people may be told twice, or in spite of a silence.",
  diagnosis: [
    {
      text: "See how many messages are made.",
      query: promql`sum by (msg_type) (rate(${alertmanager.clusterMessagesSent}{namespace="$namespace",pod="$pod"}[5m]))`,
    },
    {
      text: "See whether something makes silences without end.",
      command:
        "kubectl --namespace $namespace exec $pod --container alertmanager -- amtool --alertmanager.url=http://localhost:9093 silence query",
    },
    {
      text: "See whether the network between the pods is slow or lossy.",
      command: "kubectl --namespace $namespace logs $pod --tail=500 | grep -i memberlist",
    },
  ],
  mitigation: [
    "Stop what makes or renews silences all the time.",
    "If thousands of groups are told at once, group by fewer labels, or mend the rule that fires for thousands of series.",
  ],
};
