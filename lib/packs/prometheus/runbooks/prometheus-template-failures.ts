/** What to do about PrometheusTemplateFailures. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const prometheusTemplateFailuresRunbook: Runbook = {
  meaning:
    "Prometheus fills in labels and annotations of alerts, and templates fail, in every window of the alert: a " +
    "function that does not exist, a value that it does not take, a query inside of a template that gives " +
    "nothing.",
  impact: "The alerts fire, but who is told of them reads `error expanding template` instead of what happened.",
  diagnosis: [
    { text: "Find the alert that it is.", query: promql`ALERTS{alertstate="firing"}` },
    {
      text: "Read the error.",
      command: "kubectl --namespace $namespace logs $pod --container prometheus --tail=500 | grep -i template",
    },
    {
      text: "See the annotations as they are now. Forward the port and open http://localhost:9090/alerts.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
  ],
  mitigation: [
    "Mend the template where the alert is written; its tests render it, so prove it there first.",
    "`first` of an empty list is the usual cause: wrap it in `with query … ` so that nothing is printed when " +
      "nothing is found.",
  ],
};
