/** What to do about LokiIndexUploadFailing. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const indexUploadFailingRunbook: Runbook = {
  meaning:
    "Each ingester builds a part of the index on its disk and writes it to the store once a minute. More of these attempts than allowed failed.",
  impact:
    "Queries find these lines only while the ingester answers for them. Once it forgets, chunks lie in the store that no index names.",
  diagnosis: [
    {
      text: "Read in the log why that is so.",
      command:
        "kubectl --namespace $namespace logs $pod --tail=500 | grep --ignore-case --regexp='upload' --regexp='index'",
    },
    {
      text: "See whether all pods have the trouble, which points at the store.",
      query: promql`sum by (pod, status) (rate(${loki.indexUploads}{namespace="$namespace"}[15m]))`,
    },
    {
      text: "See whether chunks fail as well.",
      query: promql`sum by (pod) (rate(${loki.flushFailures}{namespace="$namespace"}[15m]))`,
    },
  ],
  mitigation: [
    "If access is denied, mend the role or the credentials: the index lies in the same bucket, below `index/`.",
    "If the pod's disk is full, give it room.",
    "Do not delete the pod's volume: what is not uploaded is only there.",
  ],
};
