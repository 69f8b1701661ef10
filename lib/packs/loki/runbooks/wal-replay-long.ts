/** What to do about LokiWalReplayLong. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const walReplayLongRunbook: Runbook = {
  meaning:
    "After a start an ingester reads its write-ahead log into memory and writes to the store what does not fit. It has done so for longer than the alert waits, and takes no lines until it is done.",
  impact: "One copy fewer of each line. If several ingesters replay at once, pushes fail for want of a quorum.",
  diagnosis: [
    {
      text: "See how far it is.",
      command:
        "kubectl --namespace $namespace logs $pod --tail=100 | grep --ignore-case --regexp=recover --regexp=replay",
    },
    {
      text: "See whether it writes to the store because memory is short.",
      query: promql`${loki.walReplayFlushing}{namespace="$namespace",pod="$pod"}`,
    },
    {
      text: "See whether it began anew in between: then it never ends.",
      query: promql`changes(${loki.processStart}{namespace="$namespace",pod="$pod"}[1h])`,
    },
  ],
  mitigation: [
    "If it makes progress, wait, and restart no other ingester.",
    "If it is killed for want of memory each time, raise the memory limit of the ingesters and deploy.",
    "If the store is slow or fails, mend that first: the replay cannot end without it.",
  ],
};
