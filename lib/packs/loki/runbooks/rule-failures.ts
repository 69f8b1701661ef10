/** What to do about LokiRuleFailures. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const ruleFailuresRunbook: Runbook = {
  meaning:
    "Loki's ruler evaluates rules over logs. More evaluations of one group than allowed failed. The label `rule_group` has the file and the name of the group, `user` the tenant.",
  impact: "The alerts of this group do not fire when they should, and its recorded figures have gaps.",
  diagnosis: [
    {
      text: "Read in the log why that is so.",
      command:
        "kubectl --namespace $namespace logs --selector app.kubernetes.io/name=<release> --tail=2000 | grep --ignore-case 'rule' | grep --regexp='level=error' --regexp='level=warn'",
    },
    {
      text: "See whether all groups have the trouble, which points at queries as a whole.",
      query: promql`sum by (user, rule_group) (rate(${loki.ruleFailures}{namespace="$namespace"}[15m])) > 0`,
    },
    "Run the expression of the rule in Grafana's log explorer: a time-out or a limit shows there too.",
  ],
  mitigation: [
    "If the expression is too heavy, narrow its selector or its range.",
    "If it meets a limit of the tenant (series, length), change the rule or raise the limit.",
    "If all queries fail, follow the runbook of LokiQueryErrors.",
  ],
};
