/** What to do about JobRunsLong. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { kubernetes } from "../metrics";

export const jobRunsLongRunbook: Runbook = {
  meaning:
    "The Job was taken up longer ago than the alert allows, and still has pods that run. The figure is the time " +
    "since its start.",
  impact:
    "It may hang and never end: its work is not done, it holds what it has locked, and a CronJob that forbids two " +
    "runs at once starts no further ones.",
  diagnosis: [
    {
      text: "See how far it is.",
      command: "kubectl --namespace $namespace logs job/$job_name --all-containers --tail=100",
    },
    {
      text: "See how many of its pods have succeeded and failed.",
      command: "kubectl --namespace $namespace describe job $job_name",
    },
    {
      text: "See whether it works at all: no CPU time at all means that it waits for something.",
      query: promql`sum by (pod) (rate(${kubernetes.cpuSeconds}{namespace="$namespace",pod=~"$job_name-.+",container!=""}[5m]))`,
    },
  ],
  mitigation: [
    "If it works and merely has much to do, let it, and raise the alert's limit for next time.",
    {
      text: "If it hangs, and a second run does no harm, delete it; its CronJob starts the next one on time.",
      command: "kubectl --namespace $namespace delete job $job_name",
    },
    "Give the Job an `activeDeadlineSeconds`, so that next time it ends by itself and tells.",
  ],
};
