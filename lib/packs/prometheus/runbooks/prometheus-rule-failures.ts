/** What to do about PrometheusRuleFailures. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusRuleFailuresRunbook: Runbook = {
  meaning:
    "Prometheus evaluates the rules of this group and gets errors, in every window of the alert. The label " +
    "`rule_group` is the file and, after the semicolon, the group.",
  impact:
    "Alerts among the failing rules do not fire, whatever happens, and recordings have no values, so that " +
    "whatever reads them is silent as well.",
  diagnosis: [
    {
      text: "See the error beside the rule. Forward the port and open http://localhost:9090/rules.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
    {
      text: "Read it in the log.",
      command:
        "kubectl --namespace $namespace logs $pod --container prometheus --tail=500 | grep -i 'evaluating rule failed'",
    },
    {
      text: "See which groups fail.",
      query: promql`sum by (rule_group) (rate(${prometheus.ruleFailures}{namespace="$namespace"}[5m])) > 0`,
    },
    {
      text: "See when the object was changed; the name of the file holds namespace and name.",
      command: "kubectl get prometheusrules --all-namespaces --sort-by=.metadata.creationTimestamp",
    },
  ],
  mitigation: [
    '"many-to-many matching" or "found duplicate series": two series where one was expected, mostly a second ' +
      "exporter of the same thing. Aggregate before the matching, or stop one of the two.",
    '"query processing would load too many samples" or a timeout: make the rule lighter by a recording rule in ' +
      "between.",
    '"vector contains metrics with the same labelset": two rules record the same series, or a label was dropped ' +
      "that told them apart.",
    "Mend it where the rule is written, prove it by its tests, and deploy.",
  ],
};
