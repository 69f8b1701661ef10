/** The metrics that this package was written for: one that is renamed in the contract no longer compiles here, nor in the packs that ask for it. */
import { applicationMetrics as all, type Named } from "@cdktf-observability/contract";

export const applicationMetrics = {
  ...all,
  http: all.http satisfies Named<{
    requestsTotal: "http_requests_total";
    requestDuration: "http_request_duration_seconds";
    requestsInFlight: "http_requests_in_flight";
  }>,
  business: all.business satisfies Named<{
    userRegistrationsTotal: "user_registrations_total";
    activeUsers: "active_users";
    revenueTotalCents: "revenue_total_cents";
  }>,
  queue: all.queue satisfies Named<{
    messagesReady: "queue_messages_ready";
    oldestMessageAge: "queue_oldest_message_age_seconds";
    consumers: "queue_consumers";
    consumedTotal: "queue_messages_consumed_total";
    failedTotal: "queue_messages_failed_total";
    retriedTotal: "queue_messages_retried_total";
    deadLetteredTotal: "queue_messages_dead_lettered_total";
  }>,
  worker: all.worker satisfies Named<{
    jobsProcessedTotal: "jobs_processed_total";
    jobDuration: "job_duration_seconds";
    jobsInProgress: "jobs_in_progress";
    lastSuccess: "job_last_success_timestamp_seconds";
  }>,
  cache: all.cache satisfies Named<{ requestsTotal: "cache_requests_total" }>,
  instrumentation: all.instrumentation satisfies Named<{
    cardinalityLimitedTotal: "instrumentation_cardinality_limited_total";
    valuesRefusedTotal: "instrumentation_values_refused_total";
  }>,
};
