/** What to do about AlertmanagerPeersFailed. */
import type { Runbook } from "../../../model";

export const peersFailedRunbook: Runbook = {
  meaning:
    "A pod of Alertmanager has tried for half an hour to reach a peer that it knew. Peers that were taken away on purpose are forgotten after six hours.",
  impact: "What one pod tells and which silences it has, the other does not know: people may be told twice.",
  diagnosis: [
    {
      text: "See whether the peer is there.",
      command: "kubectl --namespace $namespace get pods --selector app.kubernetes.io/name=alertmanager --output wide",
    },
    {
      text: "Read which peer cannot be reached.",
      command: "kubectl --namespace $namespace logs $pod --tail=500 | grep -i -e reconnect -e peer",
    },
    {
      text: "See whether a network policy forbids port 9094 between them.",
      command: "kubectl --namespace $namespace get networkpolicies --output yaml | grep --before-context=10 9094",
    },
  ],
  mitigation: [
    "If replicas were taken away on purpose, silence this alert for six hours.",
    {
      text: "If the peer runs, start it anew so that it joins again.",
      command: "kubectl --namespace $namespace delete pod <peer>",
    },
  ],
};
