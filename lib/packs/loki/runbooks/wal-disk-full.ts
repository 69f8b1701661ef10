/** What to do about LokiWalDiskFull. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const walDiskFullRunbook: Runbook = {
  meaning:
    "The volume with an ingester's write-ahead log is at least 90% full. From there on the ingester refuses all lines, because it could not write them down.",
  impact:
    "Each line has one copy fewer. When a second ingester is full, pushes fail, and Fluentd holds everything back.",
  diagnosis: [
    {
      text: "See how many ingesters are full.",
      query: promql`max by (pod) (${loki.walDiskUsage}{namespace="$namespace"})`,
    },
    {
      text: "See whether chunks can be written to the store: if not, that is the cause.",
      query: promql`sum by (pod) (rate(${loki.flushFailures}{namespace="$namespace"}[5m]))`,
    },
    {
      text: "Read what it says.",
      command: "kubectl --namespace $namespace logs $pod --tail=200 | grep --regexp=throttling --regexp='no space'",
    },
  ],
  mitigation: [
    {
      text: "Make the volume larger at once.",
      command:
        'kubectl --namespace $namespace patch persistentvolumeclaim <claim of $pod> --patch \'{"spec":{"resources":{"requests":{"storage":"<size>"}}}}\'',
    },
    {
      text: "Write everything to the store, so that the log can be cut.",
      command:
        "kubectl --namespace $namespace port-forward pod/$pod 3100 &\ncurl --request POST http://localhost:3100/flush",
    },
    "If the store fails, follow the runbook of LokiStoreErrors: until then nothing gets smaller.",
  ],
};
