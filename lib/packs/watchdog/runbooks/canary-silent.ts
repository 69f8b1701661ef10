/** What to do about PipelineCanarySilent. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { canary } from "../metrics";

export const canarySilentRunbook: Runbook = {
  meaning:
    "The canary of this pipeline writes nothing, or there are no metrics of it at all. It is what tells whether logs and traces come through; while it " +
    "is silent, that is not known. The pipeline itself may be well.",
  impact:
    "None for users. Lost logs, lost spans and delays stay unnoticed until somebody misses them, mostly in an outage.",
  diagnosis: [
    {
      text: "See whether its metrics are there, and whether they grow.",
      query: promql`rate(${canary.writtenTotal}[5m])`,
    },
    {
      text: "See whether its pod runs.",
      command: "kubectl --namespace observability get pods | grep canary",
    },
    {
      text: "Read why it does not write. A canary that cannot resolve or reach the collector says so.",
      command: "kubectl --namespace observability logs <canary pod> --tail=100",
    },
    {
      text: "See whether Prometheus has a target for it: nothing means that its monitor is missing, 0 that it cannot be reached.",
      command: "kubectl --namespace observability get servicemonitors,podmonitors | grep canary",
    },
  ],
  mitigation: [
    {
      text: "If it hangs, delete it: another one takes its place.",
      command: "kubectl --namespace observability delete pod <canary pod>",
    },
    "If it was removed on purpose, remove the pack pipeline-canary from the environment as well.",
  ],
};
