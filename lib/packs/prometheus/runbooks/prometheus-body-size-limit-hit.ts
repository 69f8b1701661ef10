/** What to do about PrometheusBodySizeLimitHit. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const prometheusBodySizeLimitHitRunbook: Runbook = {
  meaning:
    "The page of metrics of a target is larger than the `bodySizeLimit` of its job, in every window of the alert.",
  impact: "Of this target nothing is stored, and it counts as down.",
  diagnosis: [
    {
      text:
        "See which target says that the body size limit is exceeded. Forward the port and open " +
        "http://localhost:9090/targets.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
    {
      text: "Measure the page.",
      command:
        "kubectl --namespace <namespace> port-forward pod/<pod> <port> & sleep 2; curl --silent localhost:<port>/metrics | wc -c",
    },
    { text: "See which targets expose most.", query: promql`topk(10, scrape_samples_scraped)` },
  ],
  mitigation: [
    "If a label has a value for each user, request or path, mend that in the application.",
    "If the page is as it should be, raise the limit of the job.",
  ],
};
