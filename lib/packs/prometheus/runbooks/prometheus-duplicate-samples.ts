/** What to do about PrometheusDuplicateSamples. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const prometheusDuplicateSamplesRunbook: Runbook = {
  meaning:
    "Samples are refused because another value of the same series with the same time is there already, in every " +
    "window of the alert.",
  impact: "Of the two values one is thrown away, and which one is chance: figures jump between two truths.",
  diagnosis: [
    {
      text: "Read which target it is; the message is a warning.",
      command:
        "kubectl --namespace $namespace logs $pod --container prometheus --tail=1000 | grep -i 'duplicate sample\\|same timestamp'",
    },
    {
      text: "Find targets that two jobs scrape under the same labels.",
      query: promql`count by (instance, namespace, pod, container) (up) > 1`,
    },
    {
      text:
        "Look at the targets of that job: two with the same labels are one too many. Forward the port and open " +
        "http://localhost:9090/targets.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
  ],
  mitigation: [
    "If relabelling has taken away what told two targets apart, keep it (`instance`, `pod`).",
    "If an exporter writes the same series twice on one page, that is a fault of the exporter: report it, and " +
      "drop the metric until then.",
    "If `honorLabels` lets a target write the labels of another, turn it off for that job.",
  ],
};
