/** What to do about PrometheusCrashLooping. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { prometheus } from "../metrics";

export const prometheusCrashLoopingRunbook: Runbook = {
  meaning: "The process of this replica began anew more often within an hour than the alert allows.",
  impact:
    "Each time it reads its write-ahead log before it works again, for some minutes. Meanwhile there are gaps in " +
    "its data, and the `for` of its alerts may begin anew.",
  diagnosis: [
    {
      text: "See how it ended: `OOMKilled`, or an error of its own.",
      command: "kubectl --namespace $namespace describe pod $pod",
    },
    {
      text: "Read its last words.",
      command: "kubectl --namespace $namespace logs $pod --container prometheus --previous --tail=100",
    },
    {
      text: "See how many series it has; a jump explains want of memory.",
      query: promql`${prometheus.headSeries}{namespace="$namespace",pod="$pod"}`,
    },
    {
      text: "See how full its volume is.",
      query: promql`persistentvolumeclaim:volume_available:ratio{namespace="$namespace",persistentvolumeclaim=~".+-$pod"}`,
    },
  ],
  mitigation: [
    "Want of memory: raise `prometheus.resources` of the environment, and find what has grown " +
      "(PrometheusSeriesJump). A single large query can do it as well: `prometheus.query.maxSamples` limits that.",
    "A full volume: follow VolumeNearlyFull.",
    {
      text:
        "A broken block or log that it names in its last words: let it begin with an empty volume; the other " +
        "replica still has the data.",
      command:
        "kubectl --namespace $namespace delete persistentvolumeclaim <volume of $pod> --wait=false && kubectl --namespace $namespace delete pod $pod",
    },
    "A configuration that it refuses: follow PrometheusBadConfig.",
  ],
};
