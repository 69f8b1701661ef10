/** What a service with background jobs exports; our instrumentation package does it exactly like this. */
import { contract, counter, gauge, histogram, SERVICE_TARGET } from "../../model";

/** The kind of job, `send-invoice`, never a single one. */
const LABELS = { task: "any" } as const;

/** Seconds. Jobs take from a moment to hours; an objective needs its threshold among these. */
export const JOB_BUCKETS = [0.1, 0.5, 1, 5, 10, 30, 60, 300, 600, 1800, 3600, 10_800] as const;

export const worker = contract(
  { targetLabels: SERVICE_TARGET, source: "the metric contract of this project" },
  {
    jobsProcessedTotal: counter("jobs_processed_total", {
      help: "Jobs that have ended. 0 from the start, for both outcomes.",
      labels: { ...LABELS, outcome: ["succeeded", "failed"] },
    }),
    jobDuration: histogram("job_duration_seconds", {
      unit: "seconds",
      help: "From the begin of a job to its end, however it ended.",
      labels: LABELS,
      buckets: JOB_BUCKETS,
    }),
    jobsInProgress: gauge("jobs_in_progress", { help: "Jobs that have begun and not ended.", labels: LABELS }),
    lastSuccess: gauge("job_last_success_timestamp_seconds", {
      unit: "timestamp",
      help: "When a job of that kind has succeeded last; missing before the first of them.",
      labels: LABELS,
    }),
  },
);
