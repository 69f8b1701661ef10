/** What to do about PrometheusApiErrors. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusApiErrorsRunbook: Runbook = {
  meaning:
    "This share of the requests that Prometheus answered within the last minutes got a status of 5xx. Health " +
    "checks are left out, because a replica that starts answers them so.",
  impact: "Dashboards show errors, and whatever else asks (autoscalers, canary analysis) gets no answer.",
  diagnosis: [
    {
      text: "See which addresses fail.",
      query: promql`sum by (handler, code) (rate(${prometheus.httpRequests}{namespace="$namespace",pod="$pod",code=~"5.."}[5m]))`,
    },
    {
      text: "See whether queries time out (503) because there are too many.",
      query: promql`${prometheus.queries}{namespace="$namespace",pod="$pod"} / (${prometheus.queriesMax}{namespace="$namespace",pod="$pod"} > 0)`,
    },
    {
      text: "Read what Prometheus says.",
      command: "kubectl --namespace $namespace logs $pod --container prometheus --tail=200",
    },
  ],
  mitigation: [
    "503 while it starts: wait, the other replicas answer.",
    "503 by timeouts: follow PrometheusSlowQueries.",
    "500: the log names a block or a series that cannot be read; follow PrometheusBlockReloadFailing.",
  ],
};
