/** What to do about PrometheusDown. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const prometheusDownRunbook: Runbook = {
  meaning:
    "The pod of this replica exists and does not answer its scrape: the process is starting, hangs, or cannot be " +
    "reached. The container that reloads the configuration is not counted.",
  impact:
    "This replica scrapes nothing, evaluates no rules and sends no alerts. The others do, and dashboards show " +
    "gaps now and then. With a single replica nobody watches anything.",
  diagnosis: [
    {
      text: "See the pod, its events and how its containers ended.",
      command: "kubectl --namespace $namespace describe pod $pod",
    },
    {
      text: "Read what Prometheus says.",
      command: "kubectl --namespace $namespace logs $pod --container prometheus --tail=200",
    },
    {
      text: "See whether it is out of memory or out of disk.",
      query: promql`container:memory_working_set_of_limit:ratio{namespace="$namespace",pod="$pod",container="prometheus"}`,
    },
    {
      text: "See how full its volume is.",
      query: promql`persistentvolumeclaim:volume_available:ratio{namespace="$namespace",persistentvolumeclaim=~".+-$pod"}`,
    },
  ],
  mitigation: [
    "If it was killed for want of memory, raise `prometheus.resources` of the environment; PrometheusSeriesJump " +
      "tells what has grown.",
    "If its volume is full, follow VolumeNearlyFull.",
    "If it reads its write-ahead log, wait: a million series take some minutes (PrometheusNotReady tells when it " +
      "takes too long).",
    { text: "Restart the replica; the others go on.", command: "kubectl --namespace $namespace delete pod $pod" },
  ],
};
