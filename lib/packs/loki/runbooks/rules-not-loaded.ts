/** What to do about LokiRulesNotLoaded. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const rulesNotLoadedRunbook: Runbook = {
  meaning: "The ruler could not load the rules of a tenant the last time that it tried.",
  impact:
    "New and changed rules have no effect. The rules that were loaded before are evaluated until the ruler restarts; then the tenant has none.",
  diagnosis: [
    {
      text: "Read what is wrong.",
      command:
        "kubectl --namespace $namespace logs --selector app.kubernetes.io/name=<release> --tail=2000 | grep --ignore-case 'rule' | grep --regexp='level=error'",
    },
    { text: "Check the file of rules.", command: "lokitool rules check <file>" },
    { text: "See since when.", query: promql`min by (user) (${loki.rulesLoaded}{namespace="$namespace"})` },
  ],
  mitigation: [
    "Correct the file that is named in the log, and deploy.",
    {
      text: "Or delete the wrong group over Loki's API.",
      command:
        "kubectl --namespace $namespace port-forward service/<ruler> 3100 &\ncurl --request DELETE --header 'X-Scope-OrgID: $user' http://localhost:3100/loki/api/v1/rules/<namespace>/<group>",
    },
  ],
};
