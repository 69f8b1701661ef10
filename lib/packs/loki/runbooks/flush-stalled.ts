/** What to do about LokiFlushStalled. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const flushStalledRunbook: Runbook = {
  meaning:
    "An ingester holds chunks and has written none to the store for hours, although a chunk is written after two hours at the latest. It has been up for longer than that, so it is not simply new.",
  impact:
    "All that it took in hangs on its memory and its write-ahead log. Both grow until it is killed or its disk is full.",
  diagnosis: [
    {
      text: "See whether attempts are made and fail, or none are made.",
      query: promql`sum by (pod) (rate(${loki.flushRequests}{namespace="$namespace",pod="$pod"}[30m]))`,
    },
    {
      text: "See how long its queue is.",
      query: promql`${loki.flushQueue}{namespace="$namespace",pod="$pod"}`,
    },
    {
      text: "Read what it says.",
      command: "kubectl --namespace $namespace logs $pod --tail=500 | grep --ignore-case flush",
    },
  ],
  mitigation: [
    {
      text: "Ask it to write everything now.",
      command:
        "kubectl --namespace $namespace port-forward pod/$pod 3100 &\ncurl --request POST http://localhost:3100/flush",
    },
    {
      text: "If nothing happens, restart it alone: it writes at its end, and reads the rest from its log when it starts.",
      command: "kubectl --namespace $namespace delete pod $pod",
    },
    "If attempts fail, follow the runbook of LokiFlushFailing.",
  ],
};
