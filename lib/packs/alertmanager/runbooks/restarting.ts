/** What to do about AlertmanagerRestarting. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { alertmanager } from "../metrics";

export const restartingRunbook: Runbook = {
  meaning: "The process of one pod of Alertmanager began anew several times within an hour, counted by its start time.",
  impact:
    "While it starts it tells nobody. With several pods the others tell in its place, perhaps twice; with one there are gaps.",
  diagnosis: [
    {
      text: "See how often and why its container ended: `OOMKilled` is memory, exit code 1 is mostly the configuration.",
      command: "kubectl --namespace $namespace describe pod $pod",
    },
    { text: "Read its last words.", command: "kubectl --namespace $namespace logs $pod --previous --tail=50" },
    {
      text: "See whether its memory grows, as it does with very many alerts.",
      query: promql`sum by (state) (${alertmanager.alerts}{pod="$pod"})`,
    },
  ],
  mitigation: [
    "If it ran out of memory, silence or mend the rule that fires for thousands of series, then raise the memory limit.",
    {
      text: "If a change of the configuration began it, go back.",
      command: "helm --namespace $namespace rollback $service",
    },
  ],
};
