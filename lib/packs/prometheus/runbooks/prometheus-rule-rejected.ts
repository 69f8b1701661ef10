/** What to do about PrometheusRuleRejected. */
import type { Runbook } from "../../../model";

export const prometheusRuleRejectedRunbook: Runbook = {
  meaning:
    "The operator has refused rule objects (PrometheusRule): it could not read them, or Prometheus would not. " +
    "They are not loaded.",
  impact: "Their alerts never fire, whatever happens, and their recordings have no values. Nothing else shows it.",
  diagnosis: [
    {
      text: "Read which ones, and why.",
      command: "kubectl --namespace $namespace logs $pod | grep -i 'skipping\\|invalid\\|PrometheusRule' | tail -n 20",
    },
    {
      text: "The operator also writes events.",
      command: "kubectl get events --all-namespaces --field-selector reason=InvalidConfiguration",
    },
    {
      text: "See which objects changed last.",
      command: "kubectl get prometheusrules --all-namespaces --sort-by=.metadata.creationTimestamp",
    },
    {
      text: "Check an object by promtool.",
      command:
        "kubectl --namespace <namespace> get prometheusrule <name> --output jsonpath='{.spec}' | promtool check rules /dev/stdin",
    },
  ],
  mitigation: [
    "Mend the object where it is written and deploy it. Those of this platform are proven before they are " +
      "deployed, so look at others first.",
    "If it cannot wait and belongs to another team, tell them: it does no harm to others, but their alerts are " +
      "silent.",
  ],
};
