/** What a service with background jobs exports. */
import type { ApplicationMetrics } from "../metric";

/** The kind of job, `send-invoice`, never a single one. */
const LABELS = { task: "any" } as const;

export const JOB_OUTCOMES = ["succeeded", "failed"] as const;

/** Seconds. Jobs take from a moment to hours; an objective needs its threshold among these. */
export const JOB_BUCKETS = [0.1, 0.5, 1, 5, 10, 30, 60, 300, 600, 1800, 3600, 10_800] as const;

export const worker = {
  jobsProcessedTotal: {
    name: "jobs_processed_total",
    type: "counter",
    unit: "count",
    help: "Jobs that have ended. 0 from the start, for both outcomes.",
    labels: { ...LABELS, outcome: JOB_OUTCOMES },
  },
  jobDuration: {
    name: "job_duration_seconds",
    type: "histogram",
    unit: "seconds",
    help: "From the begin of a job to its end, however it ended.",
    labels: LABELS,
    buckets: JOB_BUCKETS,
  },
  jobsInProgress: {
    name: "jobs_in_progress",
    type: "gauge",
    unit: "count",
    help: "Jobs that have begun and not ended.",
    labels: LABELS,
  },
  lastSuccess: {
    name: "job_last_success_timestamp_seconds",
    type: "gauge",
    unit: "timestamp",
    help: "When a job of that kind has succeeded last; missing before the first of them.",
    labels: LABELS,
  },
} as const satisfies ApplicationMetrics;
