/** What to do about CronJobLate. */
import type { Runbook } from "../../../model";

export const cronJobLateRunbook: Runbook = {
  meaning:
    "By its schedule the CronJob was due longer ago than the alert allows, and no run has begun since. CronJobs " +
    "that are suspended have no due time and are not counted.",
  impact: "What it does is not done: data grow old, backups are missing, certificates are not renewed.",
  diagnosis: [
    {
      text: "See when it ran last, and whether a run is still active.",
      command: "kubectl --namespace $namespace get cronjob $cronjob",
    },
    {
      text: "Read its events: too many missed start times, or a Job that could not be made.",
      command: "kubectl --namespace $namespace describe cronjob $cronjob",
    },
    {
      text: "See whether an earlier run still goes on, which `concurrencyPolicy: Forbid` waits for.",
      command: "kubectl --namespace $namespace get jobs --sort-by=.metadata.creationTimestamp",
    },
  ],
  mitigation: [
    {
      text: "If an earlier run hangs, delete its Job; the next one starts on time.",
      command: "kubectl --namespace $namespace delete job <job>",
    },
    {
      text: "If it cannot wait, run it by hand.",
      command: "kubectl --namespace $namespace create job $cronjob-now --from=cronjob/$cronjob",
    },
    "If it says that it has missed more than 100 start times, set `startingDeadlineSeconds`: without it the " +
      "CronJob stays still.",
    "If no CronJob of the cluster runs, the controller manager is at fault.",
  ],
};
