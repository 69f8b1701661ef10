/** What to do about PrometheusAlertQueueFilling. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusAlertQueueFillingRunbook: Runbook = {
  meaning:
    "The queue of alerts that wait for this Alertmanager is filled to this share: Prometheus makes alerts faster " +
    "than the Alertmanager takes them.",
  impact: "Notifications are late. When the queue is full the oldest alerts are thrown away.",
  diagnosis: [
    {
      text: "See how the queue has grown.",
      query: promql`${prometheus.notificationQueue}{namespace="$namespace",pod="$pod"}`,
    },
    {
      text: "See how many alerts fire, and which: one rule that fires for everything is the usual cause.",
      query: promql`topk(10, count by (alertname) (ALERTS{alertstate="firing"}))`,
    },
    {
      text: "See how long the Alertmanager takes to answer.",
      query: promql`histogram_quantile(0.99, sum by (le, handler) (rate(alertmanager_http_request_duration_seconds_bucket{namespace="$namespace"}[5m])))`,
    },
    {
      text: "Read what Prometheus says.",
      command: "kubectl --namespace $namespace logs $pod --container prometheus --tail=200",
    },
  ],
  mitigation: [
    "If one rule fires for everything, silence it, then mend its expression.",
    "If Alertmanager is slow, give it more CPU (`alertmanager.resources` of the environment) and see whether its " +
      "disk is slow.",
    "If it does not answer at all, follow PrometheusAlertmanagerErrors.",
  ],
};
