/** What to do about PrometheusTruncationFailing. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusTruncationFailingRunbook: Runbook = {
  meaning:
    "Prometheus shortens its write-ahead log and its memory every two hours and writes a checkpoint before that. " +
    "One of these has failed within the last hours.",
  impact: "The log grows until it succeeds. A restart takes longer, and the disk may fill.",
  diagnosis: [
    {
      text: "Read why.",
      command:
        "kubectl --namespace $namespace logs $pod --container prometheus --tail=1000 | grep -i 'truncat\\|checkpoint'",
    },
    { text: "See how large the log is.", query: promql`${prometheus.walBytes}{namespace="$namespace",pod="$pod"}` },
    {
      text: "See how full its volume is.",
      query: promql`persistentvolumeclaim:volume_available:ratio{namespace="$namespace",persistentvolumeclaim=~".+-$pod"}`,
    },
  ],
  mitigation: [
    "No room left: follow VolumeNearlyFull.",
    "A segment that it cannot read: restart the replica, which repairs the log and loses what is behind the " +
      "broken place.",
    { text: "Restart the replica; the others go on.", command: "kubectl --namespace $namespace delete pod $pod" },
  ],
};
