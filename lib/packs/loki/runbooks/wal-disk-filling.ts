/** What to do about LokiWalDiskFilling. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const walDiskFillingRunbook: Runbook = {
  meaning:
    "The volume with an ingester's write-ahead log is fuller than the limit. The metric is called `…_percent` and goes from 0 to 1.",
  impact: "None yet. At 90% the ingester refuses lines; when too few ingesters are left, pushes fail.",
  diagnosis: [
    {
      text: "See whether chunks are written to the store: the log is cut only behind what has been written.",
      query: promql`sum by (pod) (rate(${loki.flushFailures}{namespace="$namespace"}[5m]))`,
    },
    {
      text: "See how fast it fills.",
      query: promql`deriv(${loki.walDiskUsage}{namespace="$namespace",pod="$pod"}[1h])`,
    },
    {
      text: "See whether much more arrives than usual.",
      query: promql`sum by (tenant) (rate(${loki.linesReceived}{namespace="$namespace"}[5m]))`,
    },
  ],
  mitigation: [
    {
      text: "Write everything to the store; afterwards the log is cut.",
      command:
        "kubectl --namespace $namespace port-forward pod/$pod 3100 &\ncurl --request POST http://localhost:3100/flush",
    },
    {
      text: "Make the volume larger, if its storage class can.",
      command:
        'kubectl --namespace $namespace get persistentvolumeclaims\nkubectl --namespace $namespace patch persistentvolumeclaim <claim> --patch \'{"spec":{"resources":{"requests":{"storage":"<size>"}}}}\'',
    },
    "Set the same size in the environment's file, so that the next deployment does not contradict it.",
  ],
};
