/** What to do about PrometheusNotIngesting. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusNotIngestingRunbook: Runbook = {
  meaning:
    "Prometheus has targets, and stored not a single sample within the last minutes. Another replica, or the one " +
    "that came before, sees it.",
  impact: "This replica is blind: its rules see nothing new, so its alerts fall silent, and its dashboards end.",
  diagnosis: [
    {
      text: "Read what Prometheus says.",
      command: "kubectl --namespace $namespace logs $pod --container prometheus --tail=200",
    },
    {
      text: "See whether it cannot write: a full disk stops everything.",
      query: promql`persistentvolumeclaim:volume_available:ratio{namespace="$namespace",persistentvolumeclaim=~".+-$pod"}`,
    },
    {
      text: "See whether writes to its log fail.",
      query: promql`${prometheus.walWritesFailed}{namespace="$namespace",pod="$pod"}`,
    },
    {
      text: "See what the scrapes say. Forward the port and open http://localhost:9090/targets.",
      command: "kubectl --namespace $namespace port-forward pod/$pod 9090",
    },
  ],
  mitigation: [
    "If the disk is full, follow VolumeNearlyFull.",
    "If all scrapes fail, its network is cut off: see network policies and name resolution.",
    { text: "Restart the replica; the others go on.", command: "kubectl --namespace $namespace delete pod $pod" },
  ],
};
