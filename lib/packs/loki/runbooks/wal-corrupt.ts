/** What to do about LokiWalCorrupt. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { loki } from "../metrics";

export const walCorruptRunbook: Runbook = {
  meaning:
    "When an ingester was started, it could not read parts of its write-ahead log (segments or checkpoints). It went on without them. Usually a node or a disk failed while the log was written.",
  impact:
    "Lines that this ingester had not written to the store may be missing there. The other copies have them, unless more ingesters have the same trouble.",
  diagnosis: [
    {
      text: "Read what was damaged.",
      command: "kubectl --namespace $namespace logs $pod | grep --regexp=WAL --regexp=corrupt",
    },
    {
      text: "See whether other ingesters were started at the same time.",
      query: promql`max by (pod, type) (${loki.walCorruptions}{namespace="$namespace"})`,
    },
    {
      text: "See how the container ended before.",
      command: "kubectl --namespace $namespace describe pod $pod | grep --after-context=8 'Last State'",
    },
  ],
  mitigation: [
    "If it is one ingester, nothing needs to be done for the lines.",
    "If several are damaged, write down the time: lines of the last two hours before it may be missing.",
    "See to the node or the volume: a disk that damages one file damages more.",
  ],
};
