/** What Prometheus tells of itself. */
import { contract, counter, gauge, histogram, SERVICE_TARGET, summary } from "../../model";

const ALERTMANAGER = { alertmanager: "any" } as const;
const RULE_GROUP = { rule_group: "any" } as const;
const SCRAPE_JOB = { scrape_job: "any" } as const;
const REMOTE = { remote_name: "any", url: "any" } as const;
const SAMPLE_TYPE = { type: ["float", "histogram"] } as const;

const scraped = contract(
  { targetLabels: SERVICE_TARGET, exporter: "Prometheus itself", source: "Prometheus 3.15, scraped" },
  {
    ready: gauge("prometheus_ready", { unit: "boolean", help: "1 when it answers queries and scrapes." }),
    reloadSuccessful: gauge("prometheus_config_last_reload_successful", {
      unit: "boolean",
      help: "1 if the last configuration was taken.",
    }),
    ruleFailures: counter("prometheus_rule_evaluation_failures_total", {
      help: "Evaluations of rules that failed.",
      labels: RULE_GROUP,
    }),
    ruleGroupMissed: counter("prometheus_rule_group_iterations_missed_total", {
      help: "Evaluations of a rule group that were left out because the one before was not done.",
      labels: RULE_GROUP,
    }),
    ruleGroupDuration: gauge("prometheus_rule_group_last_duration_seconds", {
      unit: "seconds",
      help: "How long the last evaluation of a rule group took.",
      labels: RULE_GROUP,
    }),
    ruleGroupInterval: gauge("prometheus_rule_group_interval_seconds", {
      unit: "seconds",
      help: "How often a rule group is evaluated.",
      labels: RULE_GROUP,
    }),
    templateFailures: counter("prometheus_template_text_expansion_failures_total", {
      help: "Labels and annotations of alerts whose template failed.",
    }),
    alertmanagers: gauge("prometheus_notifications_alertmanagers_discovered", {
      help: "Alertmanagers that alerts are sent to.",
    }),
    notificationsSent: counter("prometheus_notifications_sent_total", {
      help: "Alerts that an Alertmanager has taken.",
      labels: ALERTMANAGER,
    }),
    notificationErrors: counter("prometheus_notifications_errors_total", {
      help: "Alerts that an Alertmanager has not taken.",
      labels: ALERTMANAGER,
    }),
    notificationsDropped: counter("prometheus_notifications_dropped_total", {
      help: "Alerts given up: those with errors, and those for which the queue had no room.",
      labels: ALERTMANAGER,
    }),
    notificationQueue: gauge("prometheus_notifications_queue_length", {
      help: "Alerts that wait to be sent.",
      labels: ALERTMANAGER,
    }),
    notificationQueueCapacity: gauge("prometheus_notifications_queue_capacity", {
      help: "Alerts that can wait for each Alertmanager.",
    }),
    kubernetesFailures: counter("prometheus_sd_kubernetes_failures_total", {
      help: "Requests to the API server for targets that failed.",
    }),
    discoveryFailedConfigs: gauge("prometheus_sd_failed_configs", {
      help: "Service discoveries that could not be set up.",
      labels: { name: "any" },
    }),
    targetSyncFailures: counter("prometheus_target_sync_failed_total", {
      help: "Targets that could not be made from what was discovered.",
      labels: SCRAPE_JOB,
    }),
    scrapePoolsFailed: counter("prometheus_target_scrape_pools_failed_total", {
      help: "Scrape jobs that could not be set up.",
    }),
    scrapePoolReloadsFailed: counter("prometheus_target_scrape_pool_reloads_failed_total", {
      help: "Scrape jobs that could not take a new configuration.",
    }),
    scrapePoolTargets: gauge("prometheus_target_scrape_pool_targets", {
      help: "Targets of a scrape job.",
      labels: SCRAPE_JOB,
    }),
    targetLimitHits: counter("prometheus_target_scrape_pool_exceeded_target_limit_total", {
      help: "How often a scrape job had more targets than its limit.",
    }),
    labelLimitHits: counter("prometheus_target_scrape_pool_exceeded_label_limits_total", {
      help: "How often a scrape job had labels beyond their limits.",
    }),
    sampleLimitHits: counter("prometheus_target_scrapes_exceeded_sample_limit_total", {
      help: "Scrapes refused because they had more samples than the limit.",
    }),
    bodySizeLimitHits: counter("prometheus_target_scrapes_exceeded_body_size_limit_total", {
      help: "Scrapes refused because their page was larger than the limit.",
    }),
    bucketLimitHits: counter("prometheus_target_scrapes_exceeded_native_histogram_bucket_limit_total", {
      help: "Scrapes refused because a native histogram had more buckets than the limit.",
    }),
    duplicateSamples: counter("prometheus_target_scrapes_sample_duplicate_timestamp_total", {
      help: "Samples refused because another value with the same time was there.",
    }),
    outOfOrderSamples: counter("prometheus_target_scrapes_sample_out_of_order_total", {
      help: "Samples refused because a later one was there.",
    }),
    outOfBoundSamples: counter("prometheus_target_scrapes_sample_out_of_bounds_total", {
      help: "Samples refused because their time was too far in the past or the future.",
    }),
    samplesAppended: counter("prometheus_tsdb_head_samples_appended_total", {
      help: "Samples stored.",
      labels: SAMPLE_TYPE,
    }),
    headSeries: gauge("prometheus_tsdb_head_series", { help: "Series in memory." }),
    seriesCreated: counter("prometheus_tsdb_head_series_created_total", { help: "Series that were new." }),
    compactionsFailed: counter("prometheus_tsdb_compactions_failed_total", { help: "Compactions that failed." }),
    blockReloadsFailed: counter("prometheus_tsdb_reloads_failures_total", {
      help: "Attempts to read the blocks on the disk anew that failed.",
    }),
    walWritesFailed: counter("prometheus_tsdb_wal_writes_failed_total", {
      help: "Writes to the write-ahead log that failed.",
    }),
    walCorruptions: counter("prometheus_tsdb_wal_corruptions_total", {
      help: "Corruptions found in the write-ahead log.",
    }),
    chunkCorruptions: counter("prometheus_tsdb_mmap_chunk_corruptions_total", {
      help: "Corruptions found in the chunks of the head on the disk.",
    }),
    walTruncationsFailed: counter("prometheus_tsdb_wal_truncations_failed_total", {
      help: "Attempts to shorten the write-ahead log that failed.",
    }),
    headTruncationsFailed: counter("prometheus_tsdb_head_truncations_failed_total", {
      help: "Attempts to shorten what is in memory that failed.",
    }),
    checkpointsFailed: counter("prometheus_tsdb_checkpoint_creations_failed_total", {
      help: "Checkpoints of the write-ahead log that could not be made.",
    }),
    blockBytes: gauge("prometheus_tsdb_storage_blocks_bytes", { unit: "bytes", help: "Size of all blocks." }),
    walBytes: gauge("prometheus_tsdb_wal_storage_size_bytes", { unit: "bytes", help: "Size of the write-ahead log." }),
    headChunkBytes: gauge("prometheus_tsdb_head_chunks_storage_size_bytes", {
      unit: "bytes",
      help: "Size of the head's chunks on the disk.",
    }),
    retentionBytes: gauge("prometheus_tsdb_retention_limit_bytes", {
      unit: "bytes",
      help: "Above this size the oldest blocks are deleted; 0 for no limit.",
    }),
    retentionTime: gauge("prometheus_tsdb_retention_limit_seconds", {
      unit: "seconds",
      help: "Blocks that are older are deleted; 0 for no limit.",
    }),
    sizeRetentions: counter("prometheus_tsdb_size_retentions_total", {
      help: "How often blocks were deleted for want of room.",
    }),
    oldestSample: gauge("prometheus_tsdb_lowest_timestamp_seconds", {
      unit: "timestamp",
      help: "Time of the oldest sample.",
    }),
    queries: gauge("prometheus_engine_queries", { help: "Queries that run or wait." }),
    queriesMax: gauge("prometheus_engine_queries_concurrent_max", { help: "Queries that can run at once." }),
    queryDuration: summary("prometheus_engine_query_duration_seconds", {
      unit: "seconds",
      help: "How long the parts of a query took.",
      labels: { slice: ["inner_eval", "prepare_time", "queue_time", "result_sort"] },
    }),
    httpRequests: counter("prometheus_http_requests_total", {
      help: "Requests answered.",
      labels: { code: "any", handler: "any" },
    }),
    httpDuration: histogram("prometheus_http_request_duration_seconds", {
      unit: "seconds",
      help: "How long requests took.",
      labels: { handler: "any" },
      buckets: [0.1, 0.2, 0.4, 1, 3, 8, 20, 60, 120],
    }),
    remoteSamples: counter("prometheus_remote_storage_samples_total", {
      help: "Samples sent to another store.",
      labels: REMOTE,
    }),
    remoteSamplesFailed: counter("prometheus_remote_storage_samples_failed_total", {
      help: "Samples that the other store refused for good.",
      labels: REMOTE,
    }),
    remoteSamplesRetried: counter("prometheus_remote_storage_samples_retried_total", {
      help: "Samples that are sent again after a failure that may pass.",
      labels: REMOTE,
    }),
    remoteSamplesPending: gauge("prometheus_remote_storage_samples_pending", {
      help: "Samples that wait to be sent.",
      labels: REMOTE,
    }),
    remoteNewest: gauge("prometheus_remote_storage_queue_highest_timestamp_seconds", {
      unit: "timestamp",
      help: "Time of the newest sample that was put into the queue.",
      labels: REMOTE,
    }),
    remoteNewestSent: gauge("prometheus_remote_storage_queue_highest_sent_timestamp_seconds", {
      unit: "timestamp",
      help: "Time of the newest sample that was sent.",
      labels: REMOTE,
    }),
    remoteRequestDuration: histogram("prometheus_remote_storage_sent_batch_duration_seconds", {
      unit: "seconds",
      help: "How long requests to another store took.",
      labels: REMOTE,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60, 120, 300],
    }),
    remoteShardsDesired: gauge("prometheus_remote_storage_shards_desired", {
      help: "Parallel senders that would keep up.",
      labels: REMOTE,
    }),
    remoteShardsMax: gauge("prometheus_remote_storage_shards_max", {
      help: "Parallel senders that are allowed.",
      labels: REMOTE,
    }),
  },
);

/** Metrics that appear with the feature that they belong to. */
const documented = contract(
  { targetLabels: SERVICE_TARGET, exporter: "Prometheus itself", source: "Prometheus 3.15, source" },
  {
    refreshFailures: counter("prometheus_sd_refresh_failures_total", {
      help: "Lists of targets that could not be fetched anew.",
      labels: { mechanism: "any", config: "any" },
    }),
    remoteSamplesDropped: counter("prometheus_remote_storage_samples_dropped_total", {
      help: "Samples that were read for another store and not sent.",
      labels: {
        ...REMOTE,
        reason: ["too_old", "dropped_series", "unintentionally_dropped_series", "nhcb_in_rw1_not_supported"],
      },
    }),
    reloaderSuccessful: gauge("reloader_last_reload_successful", {
      unit: "boolean",
      help: "1 if the container beside Prometheus could hand over the last configuration.",
      exporter: "prometheus-config-reloader",
      source: "Thanos, pkg/reloader, as prometheus-config-reloader 0.93 uses it",
    }),
  },
);

export const prometheus = { ...scraped, ...documented };
