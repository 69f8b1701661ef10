/** What to do about AlertmanagerConfigsDiffer. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { alertmanager } from "../metrics";

export const configsDifferRunbook: Runbook = {
  meaning:
    "The pods of one Alertmanager report different hashes of their configuration, for longer than a rollout takes.",
  impact:
    "Which pod is the first to tell decides who is told and what it says; alerts may go to a receiver that was replaced, or arrive twice.",
  diagnosis: [
    {
      text: "See which pod has which.",
      query: promql`${alertmanager.configHash}{namespace="$namespace",service="$service"}`,
    },
    {
      text: "See whether one of them refuses the new one.",
      query: promql`${alertmanager.configReloadSuccessful}{namespace="$namespace",service="$service"} == 0`,
    },
    {
      text: "See whether a rollout hangs.",
      command: "kubectl --namespace $namespace rollout status statefulset/$service",
    },
  ],
  mitigation: [
    {
      text: "Start the pods that lag behind anew, one after the other.",
      command: "kubectl --namespace $namespace rollout restart statefulset/$service",
    },
    "If the new configuration is refused, follow the runbook of AlertmanagerConfigRefused.",
  ],
};
