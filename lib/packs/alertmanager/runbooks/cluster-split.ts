/** What to do about AlertmanagerClusterSplit. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { alertmanager } from "../metrics";

export const clusterSplitRunbook: Runbook = {
  meaning:
    "The pods of Alertmanager tell each other by gossip (port 9094, TCP and UDP) what they have told. One of them has known fewer members than answer Prometheus, for a quarter of an hour.",
  impact:
    "Groups that do not know of each other tell everything once each, and a silence that is made in one does not hold in the other.",
  diagnosis: [
    {
      text: "See what each pod knows.",
      query: promql`${alertmanager.clusterMembers}{namespace="$namespace",job="$job"}`,
    },
    {
      text: "Read what the pod says of its peers.",
      command: "kubectl --namespace $namespace logs $pod --tail=500 | grep -i -e memberlist -e gossip -e peer",
    },
    {
      text: "See whether the headless Service by which they find each other has all pods.",
      command: "kubectl --namespace $namespace get endpointslices --selector kubernetes.io/service-name=$job-headless",
    },
    {
      text: "See whether a network policy forbids port 9094 between them.",
      command: "kubectl --namespace $namespace get networkpolicies --output yaml | grep --before-context=10 9094",
    },
  ],
  mitigation: [
    {
      text: "Start the pod that knows too few anew: it joins by the Service again.",
      command: "kubectl --namespace $namespace delete pod $pod",
    },
    "If a policy of one's own stands in the way, allow TCP and UDP on port 9094 between the pods.",
  ],
};
