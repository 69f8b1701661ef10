/** What to do about PrometheusAbsent. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { around } from "../operator-metrics";

export const prometheusAbsentRunbook: Runbook = {
  meaning:
    "Nobody scrapes Prometheus itself: none of the targets of its own job answers, or there is no such target. " +
    "The rule is still evaluated, so Prometheus runs; but of its own failures nothing is known.",
  impact:
    "Alerts about Prometheus are blind: failing rules, lost notifications and a full disk go unnoticed, until the " +
    "dead man's switch falls silent.",
  diagnosis: [
    {
      text: "See the pods and the Service through which they are found.",
      command: "kubectl --namespace $namespace get pods,services,endpointslices",
    },
    { text: "See whether the ServiceMonitor is there.", command: "kubectl --namespace $namespace get servicemonitors" },
    {
      text: "See what Prometheus thinks of the job: forward the port and open http://localhost:9090/targets.",
      command: "kubectl --namespace $namespace port-forward service/$job 9090",
    },
    {
      text: "See whether the operator refused the monitor.",
      query: promql`${around.managedResources}{state="rejected"} > 0`,
    },
  ],
  mitigation: [
    "If the ServiceMonitor is missing, `serviceMonitor` of the environment's Prometheus is off, or its release " +
      "was deployed only in part: deploy again.",
    "If the Service or its name has changed, deploy again: the pack's `job` is the name of the Service.",
    "If all targets are down, follow PrometheusDown.",
  ],
};
