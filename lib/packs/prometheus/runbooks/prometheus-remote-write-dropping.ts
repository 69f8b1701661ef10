/** What to do about PrometheusRemoteWriteDropping. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusRemoteWriteDroppingRunbook: Runbook = {
  meaning:
    "Samples for the store are thrown away before they are sent, in every window of the alert: too old " +
    "(`too_old`), of a series that the queue does not know (`unintentionally_dropped_series`), or of a kind that " +
    "the protocol cannot carry. What relabelling drops is not counted.",
  impact: "These samples never arrive: dashboards and alerts on that store have gaps.",
  diagnosis: [
    {
      text: "See the reasons.",
      query: promql`sum by (remote_name, reason) (rate(${prometheus.remoteSamplesDropped}{namespace="$namespace"}[5m]))`,
    },
    {
      text: "See whether it is behind.",
      query: promql`${prometheus.remoteNewest}{namespace="$namespace",pod="$pod"} - ${prometheus.remoteNewestSent}{namespace="$namespace",pod="$pod"}`,
    },
    {
      text: "Read what Prometheus says.",
      command: "kubectl --namespace $namespace logs $pod --container prometheus --tail=200",
    },
  ],
  mitigation: [
    "`too_old`: it was behind for longer than `queue.sampleAgeLimit` allows; follow PrometheusRemoteWriteBehind.",
    '`nhcb_in_rw1_not_supported`: set `protocol: "2.0"` of the remote write, if the store takes it.',
    {
      text: "`unintentionally_dropped_series`: restart the replica, so that the queue learns all series anew.",
      command: "kubectl --namespace $namespace delete pod $pod",
    },
  ],
};
