/** What to do about PrometheusNotReady. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusNotReadyRunbook: Runbook = {
  meaning:
    "The process answers and says of itself that it is not ready (`prometheus_ready` is 0), for longer than a " +
    "start should take. Mostly it is still reading its write-ahead log.",
  impact: "This replica neither scrapes nor evaluates rules, and the Service sends it no queries.",
  diagnosis: [
    {
      text: "Read what Prometheus says.",
      command: "kubectl --namespace $namespace logs $pod --container prometheus --tail=200",
    },
    {
      text: "See how far the log is read: it prints `WAL segment loaded` with a number out of the last one.",
      command:
        "kubectl --namespace $namespace logs $pod --container prometheus | grep 'WAL segment loaded' | tail -n 3",
    },
    { text: "See how large the log is.", query: promql`${prometheus.walBytes}{namespace="$namespace",pod="$pod"}` },
    { text: "See whether the disk is slow.", query: promql`rate(node_disk_io_time_weighted_seconds_total[5m])` },
  ],
  mitigation: [
    "If the log is being read, wait. The probe of the operator allows fifteen minutes before it restarts the pod " +
      "and everything begins anew; a faster disk or fewer series shorten it.",
    {
      text:
        "If it ended uncleanly again and again and the log has grown beyond hope, let it begin with an empty " +
        "volume; the other replica still has the data.",
      command:
        "kubectl --namespace $namespace delete persistentvolumeclaim <volume of $pod> --wait=false && kubectl --namespace $namespace delete pod $pod",
    },
    "If the log says nothing for minutes, restart the replica and read its first lines.",
  ],
};
