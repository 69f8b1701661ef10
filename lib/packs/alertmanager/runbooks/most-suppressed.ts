/** What to do about AlertmanagerMostSuppressed. */
import type { Runbook } from "../../../model";

export const mostSuppressedRunbook: Runbook = {
  meaning:
    "Of all alerts that Alertmanager knows, nearly all are hidden: by a silence, or because a graver alert about the same thing fires.",
  impact: "Nothing is broken. But a silence that is broader than meant hides the next outage, too.",
  diagnosis: [
    {
      text: "See which silences there are, who made them and how long they last.",
      command:
        "kubectl --namespace $namespace exec statefulset/$service --container alertmanager -- amtool --alertmanager.url=http://localhost:9093 silence query",
    },
    {
      text: "See what is hidden.",
      command:
        "kubectl --namespace $namespace exec statefulset/$service --container alertmanager -- amtool --alertmanager.url=http://localhost:9093 alert query --silenced --inhibited",
    },
  ],
  mitigation: [
    {
      text: "End a silence that is broader than meant.",
      command:
        "kubectl --namespace $namespace exec statefulset/$service --container alertmanager -- amtool --alertmanager.url=http://localhost:9093 silence expire <id>",
    },
    "If a whole environment is silenced for good, take its rules away instead.",
  ],
};
