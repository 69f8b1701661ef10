/** What to do about PrometheusBlockReloadFailing. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";

export const prometheusBlockReloadFailingRunbook: Runbook = {
  meaning: "Prometheus looks at its blocks on the disk every minute. That has failed again and again.",
  impact:
    "Blocks that were just written are not seen, so older samples are missing from queries, and blocks beyond the " +
    "retention are not deleted.",
  diagnosis: [
    {
      text: "Read why.",
      command:
        "kubectl --namespace $namespace logs $pod --container prometheus --tail=1000 | grep -i 'reload.*block\\|block'",
    },
    {
      text: "See which blocks there are.",
      command:
        "kubectl --namespace $namespace exec $pod --container prometheus -- promtool tsdb list --human-readable /prometheus",
    },
    {
      text: "See how full its volume is.",
      query: promql`persistentvolumeclaim:volume_available:ratio{namespace="$namespace",persistentvolumeclaim=~".+-$pod"}`,
    },
  ],
  mitigation: [
    {
      text:
        "A block without `meta.json`, or one that is broken: let the replica begin with an empty volume; the other " +
        "replica still has that time.",
      command:
        "kubectl --namespace $namespace delete persistentvolumeclaim <volume of $pod> --wait=false && kubectl --namespace $namespace delete pod $pod",
    },
    "A permission that is missing: something else has written into the volume; see its owner.",
  ],
};
