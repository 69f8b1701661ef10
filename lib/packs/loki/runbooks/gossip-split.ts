/** What to do about LokiGossipSplit. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const gossipSplitRunbook: Runbook = {
  meaning:
    "Loki's pods tell each other by gossip (memberlist, port 7946) who they are. At least one of them knows of fewer pods than report this figure to Prometheus: it is cut off, or there are two groups that do not know of each other.",
  impact:
    "Each group believes that it is all of Loki: lines are spread over too few ingesters, queries miss what the others hold, and two compactors may work at once.",
  diagnosis: [
    { text: "See which pods know too few.", query: promql`${loki.gossipMembers}{namespace="$namespace"}` },
    {
      text: "Read what such a pod says of the gossip.",
      command: "kubectl --namespace $namespace logs <pod> --tail=500 | grep memberlist",
    },
    {
      text: "See whether the headless Service by which they find each other has all pods.",
      command: "kubectl --namespace $namespace get endpointslices | grep memberlist",
    },
    {
      text: "See whether a network policy forbids port 7946 between them.",
      command: "kubectl --namespace $namespace get networkpolicies --output yaml | grep --before-context=10 7946",
    },
  ],
  mitigation: [
    {
      text: "Restart the pods that know too few, one at a time: they join by the Service again.",
      command: "kubectl --namespace $namespace delete pod <pod>",
    },
    "If a policy of one's own stands in the way, allow TCP and UDP on port 7946 between all pods of the release.",
    "If two releases of Loki found each other, give each a name of its own.",
  ],
};
