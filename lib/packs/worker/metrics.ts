/** What a service with background jobs exports; our instrumentation package does it exactly like this. */
import { applicationMetrics, type Named } from "@cdktf-observability/contract";
import { contract, INSTRUMENTATION, SERVICE_TARGET } from "../../model";

export { JOB_BUCKETS } from "@cdktf-observability/contract";

export const worker = contract(
  { targetLabels: SERVICE_TARGET, exporter: INSTRUMENTATION, source: "the metric contract of this project" },
  applicationMetrics.worker satisfies Named<{
    jobsProcessedTotal: "jobs_processed_total";
    jobDuration: "job_duration_seconds";
    jobsInProgress: "jobs_in_progress";
    lastSuccess: "job_last_success_timestamp_seconds";
  }>,
);
