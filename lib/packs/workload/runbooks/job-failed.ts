/** What to do about JobFailed. */
import type { Runbook } from "../../../model";
import { logql } from "../../../query";

export const jobFailedRunbook: Runbook = {
  meaning:
    "A Job has the condition Failed: it has used up its `backoffLimit` of attempts or its " +
    "`activeDeadlineSeconds`. Kubernetes does not try it again. The alert ends when the Job is deleted or cleaned " +
    "up.",
  impact:
    "What the Job was for is not done: a backup, a migration, a report, a clean-up. If a CronJob made it, the " +
    "next run may succeed, or fail in the same way.",
  diagnosis: [
    { text: "Read why it failed.", command: "kubectl --namespace $namespace describe job $job_name" },
    {
      text: "Read what its pods said; if they are gone, look in Loki.",
      command: "kubectl --namespace $namespace logs job/$job_name --all-containers --tail=200",
    },
    { text: "The same from the log store.", query: logql`{namespace="$namespace", pod=~"$job_name-.+"}` },
    {
      text: "See whether it is one of a series.",
      command: "kubectl --namespace $namespace get jobs --sort-by=.metadata.creationTimestamp",
    },
  ],
  mitigation: [
    "Mend the cause, and ask whoever owns the Job whether a second run does harm: not all of them may run twice.",
    {
      text: "If it belongs to a CronJob, run it again by hand.",
      command: "kubectl --namespace $namespace create job $job_name-again --from=cronjob/<cronjob>",
    },
    {
      text: "When it is dealt with, delete the failed Job; that ends the alert.",
      command: "kubectl --namespace $namespace delete job $job_name",
    },
  ],
};
