/** What to do about PrometheusSampleLimitHit. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const prometheusSampleLimitHitRunbook: Runbook = {
  meaning:
    "A target exposes more samples than the `sampleLimit` of its job, in every window of the alert. Prometheus " +
    "then refuses the whole scrape.",
  impact:
    "Of this target nothing is stored, and it counts as down. That protects Prometheus from a target whose series " +
    "have exploded.",
  diagnosis: [
    {
      text:
        "See which target says that the sample limit is exceeded. Forward the port and open " +
        "http://localhost:9090/targets.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
    { text: "See which targets expose most.", query: promql`topk(10, scrape_samples_post_metric_relabeling)` },
    {
      text: "Count the series of the target by name.",
      command:
        "kubectl --namespace <namespace> port-forward pod/<pod> <port> & sleep 2; curl --silent localhost:<port>/metrics | grep -v '^#' | cut -d '{' -f 1 | sort | uniq -c | sort -rn | head",
    },
  ],
  mitigation: [
    "If a label has a value for each user, request or path, mend that in the application; until then drop the " +
      "metric by `metricRelabelings`.",
    "If the samples are needed, raise the limit of the job.",
  ],
};
