/** What to do about LokiQueriersMissing. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const queriersMissingRunbook: Runbook = {
  meaning: "Queriers connect to the schedulers and ask for work. None is connected to any of them.",
  impact: "No query is answered: each waits until it times out. Logs are still taken in.",
  diagnosis: [
    { text: "See whether queriers run.", command: "kubectl --namespace $namespace get pods --output wide" },
    {
      text: "Read why they cannot connect.",
      command:
        "kubectl --namespace $namespace logs <querier> --tail=200 | grep --ignore-case --regexp=scheduler --regexp=frontend",
    },
    { text: "See since when.", query: promql`sum by (pod) (${loki.queriersConnected}{namespace="$namespace"})` },
    {
      text: "See whether a network policy forbids port 9095 between them.",
      command: "kubectl --namespace $namespace get networkpolicies",
    },
  ],
  mitigation: [
    {
      text: "Restart the queriers; if that does not help, the schedulers.",
      command: "kubectl --namespace $namespace rollout restart deployment/<querier>",
    },
    { text: "If a change began it, go back.", command: "helm --namespace $namespace rollback <release>" },
  ],
};
