/** What Loki exports, as far as its alerts and panels read it. */
import { contract, counter, gauge, histogram, SERVICE_TARGET, type Metric } from "../../model";
import { process } from "../process-metrics";
import { DISCARD_REASONS } from "./discard-reasons";

/** The chart's ServiceMonitor adds the name of the release and writes the namespace before the `job`. */
const TARGET_LABELS = [...SERVICE_TARGET, "app_instance"];
const SCRAPED = "Loki 3.7.8, scraped";
const source = (file: string) => `Loki 3.7.6, source: ${file}`;

/** Upper bounds in seconds. */
const QUEUE_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export const loki = {
  ...contract(
    { targetLabels: TARGET_LABELS, exporter: "Loki", source: SCRAPED },
    {
      panics: counter("loki_panic_total", { help: "Panics while a request was answered; the request failed." }),
      requestDuration: histogram("loki_request_duration_seconds", {
        unit: "seconds",
        help: "How long requests took, over HTTP and over gRPC.",
        labels: { method: "any", route: "any", status_code: "any", ws: ["true", "false"] },
        buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100],
      }),
      linesReceived: counter("loki_distributor_lines_received_total", {
        help: "Lines in push requests, before any is held against the limits.",
        labels: { tenant: "any", is_internal_stream: ["true", "false"], policy: "any", format: "any" },
        optionalLabels: ["policy"],
      }),
      bytesReceived: counter("loki_distributor_bytes_received_total", {
        unit: "bytes",
        help: "Size of the lines in push requests, before any is held against the limits.",
        labels: {
          tenant: "any",
          retention_hours: "any",
          is_internal_stream: ["true", "false"],
          policy: "any",
          format: "any",
        },
        optionalLabels: ["policy"],
      }),
      lineLag: counter("loki_distributor_lag_ms_total", {
        unit: "milliseconds",
        help: "Time from the newest line of a push request to its arrival, summed up over all requests.",
        labels: { tenant: "any", userAgent: "any", format: "any" },
      }),
      bytesDiscarded: counter("loki_discarded_bytes_total", {
        unit: "bytes",
        help: "Size of the lines that were refused.",
        labels: {
          tenant: "any",
          reason: DISCARD_REASONS,
          retention_hours: "any",
          policy: "any",
          format: "any",
        },
        optionalLabels: ["retention_hours", "policy", "format"],
      }),
      linesDiscarded: counter("loki_discarded_samples_total", {
        help: "Lines that were refused.",
        labels: {
          tenant: "any",
          reason: DISCARD_REASONS,
          retention_hours: "any",
          policy: "any",
          format: "any",
        },
        optionalLabels: ["retention_hours", "policy", "format"],
      }),
      ingesterRequestDuration: histogram("loki_ingester_client_request_duration_seconds", {
        unit: "seconds",
        help: "How long requests to ingesters took, as those see it who ask: distributors and queriers.",
        labels: { operation: "any", status_code: "any" },
        buckets: [0.001, 0.004, 0.016, 0.064, 0.256, 1.024],
      }),
      replicationFactor: gauge("loki_distributor_replication_factor", { help: "How many ingesters get each line." }),
      streams: gauge("loki_ingester_memory_streams", {
        help: "Streams that an ingester holds.",
        labels: { tenant: "any" },
      }),
      memoryChunks: gauge("loki_ingester_memory_chunks", { help: "Chunks that an ingester holds." }),
      chunksFlushed: histogram("loki_ingester_chunk_age_seconds", {
        unit: "seconds",
        help: "How old chunks were when they had been written to the store.",
        buckets: [60, 300, 600, 1800, 3600, 7200, 14400, 36000, 43200, 57600],
      }),
      flushQueue: gauge("loki_ingester_flush_queue_length", { help: "Streams that wait to be written to the store." }),
      flushRequests: counter("loki_ingester_chunks_flush_requests_total", {
        help: "Attempts to write a chunk to the store.",
      }),
      flushFailures: counter("loki_ingester_chunks_flush_failures_total", {
        help: "Attempts that failed; the chunk stays in memory and is tried again.",
      }),
      walDiskUsage: gauge("loki_ingester_wal_disk_usage_percent", {
        unit: "ratio",
        help: "How full the disk of the write-ahead log is, from 0 to 1 in spite of its name.",
      }),
      walReplay: gauge("loki_ingester_wal_replay_active", {
        unit: "boolean",
        help: "1 while the ingester reads its write-ahead log after a start; it takes no lines meanwhile.",
      }),
      walReplayFlushing: gauge("loki_ingester_wal_replay_flushing", {
        unit: "boolean",
        help: "1 while the replay writes chunks to the store because memory is short.",
      }),
      ringMembers: gauge("loki_ring_members", {
        help: "Members of a ring, as each member sees it.",
        labels: { name: "any", state: ["ACTIVE", "LEAVING", "PENDING", "JOINING", "Unhealthy"] },
      }),
      compactorRunning: gauge("loki_boltdb_shipper_compactor_running", {
        unit: "boolean",
        help: "1 on the replica that compacts.",
      }),
      lastCompaction: gauge("loki_boltdb_shipper_compact_tables_operation_last_successful_run_timestamp_seconds", {
        unit: "timestamp",
        help: "When all tables of the index were last compacted; 0 for never since the start.",
      }),
      compactionDuration: gauge("loki_boltdb_shipper_compact_tables_operation_duration_seconds", {
        unit: "seconds",
        help: "How long the last compaction took.",
      }),
      lastRetention: gauge("loki_compactor_apply_retention_last_successful_run_timestamp_seconds", {
        unit: "timestamp",
        help: "When the retention was last applied; 0 for never since the start.",
      }),
      indexUploads: counter("loki_tsdb_shipper_tables_upload_operation_total", {
        help: "Attempts to write the tables of the index to the store.",
        labels: { component: "any", status: ["success", "failure"] },
      }),
      retentionDuration: gauge("loki_compactor_apply_retention_operation_duration_seconds", {
        unit: "seconds",
        help: "How long it took to apply the retention the last time.",
      }),
      cacheKeysAsked: counter("loki_cache_fetched_keys", {
        help: "Keys that were asked of a cache.",
        labels: { name: "any" },
      }),
      cacheKeysFound: counter("loki_cache_hits", {
        help: "Keys that a cache had.",
        labels: { name: "any" },
      }),
      workers: gauge("loki_querier_worker_concurrency", {
        help: "Pieces of queries that a querier can work on at once.",
      }),
      workersBusy: gauge("loki_querier_worker_inflight_queries", {
        help: "Pieces of queries that a querier works on.",
      }),
      schedulerQueueDuration: histogram("loki_query_scheduler_queue_duration_seconds", {
        unit: "seconds",
        help: "How long pieces of queries waited for a querier.",
        buckets: QUEUE_BUCKETS,
      }),
      queriersConnected: gauge("loki_query_scheduler_connected_querier_clients", {
        help: "Workers of queriers that ask this scheduler for work.",
      }),
      ruleEvaluations: counter("loki_prometheus_rule_evaluations_total", {
        help: "Evaluations of rules over logs.",
        labels: { user: "any", rule_group: "any" },
      }),
      ruleFailures: counter("loki_prometheus_rule_evaluation_failures_total", {
        help: "Evaluations that failed.",
        labels: { user: "any", rule_group: "any" },
      }),
      ruleGroupRuns: counter("loki_prometheus_rule_group_iterations_total", {
        help: "Times at which a group of rules was due.",
        labels: { user: "any", rule_group: "any" },
      }),
      ruleGroupMisses: counter("loki_prometheus_rule_group_iterations_missed_total", {
        help: "Times at which a group was due and still busy.",
        labels: { user: "any", rule_group: "any" },
      }),
      ruleGroupDuration: gauge("loki_prometheus_rule_group_last_duration_seconds", {
        unit: "seconds",
        help: "How long the last evaluation of a group took.",
        labels: { user: "any", rule_group: "any" },
      }),
      ruleGroupInterval: gauge("loki_prometheus_rule_group_interval_seconds", {
        unit: "seconds",
        help: "How often a group is due.",
        labels: { user: "any", rule_group: "any" },
      }),
      rulesLoaded: gauge("loki_ruler_config_last_reload_successful", {
        unit: "boolean",
        help: "1 where the tenant's rules could be loaded.",
        labels: { user: "any" },
      }),
      notificationsSent: counter("loki_prometheus_notifications_sent_total", {
        help: "Alerts sent to an Alertmanager, delivered or not.",
        labels: { user: "any", alertmanager: "any" },
      }),
      notificationErrors: counter("loki_prometheus_notifications_errors_total", {
        help: "Alerts that could not be delivered to an Alertmanager.",
        labels: { user: "any", alertmanager: "any" },
      }),
    },
  ),
  ...contract(
    { targetLabels: TARGET_LABELS, exporter: "Loki", source: source("pkg/ingester/metrics.go") },
    {
      walCorruptions: counter("loki_ingester_wal_corruptions_total", {
        help: "Parts of the write-ahead log that could not be read at the start; no series before the first.",
        labels: { type: ["checkpoint", "segment"] },
      }),
    },
  ),
  ...contract(
    { targetLabels: TARGET_LABELS, exporter: "Loki", source: source("pkg/distributor/distributor.go") },
    {
      appendTimeouts: counter("loki_distributor_ingester_append_timeouts_total", {
        help: "Requests to an ingester that ran into their time-out.",
        labels: { ingester: "any" },
      }),
    },
  ),
  ...contract(
    { targetLabels: TARGET_LABELS, exporter: "Loki", source: source("pkg/storage/chunk/cache/memcached.go") },
    {
      memcacheDuration: histogram("loki_memcache_request_duration_seconds", {
        unit: "seconds",
        help: "How long requests to memcached took.",
        labels: { name: "any", method: "any", status_code: ["200", "400", "404", "500"] },
        buckets: [0.000016, 0.000064, 0.000256, 0.001024, 0.004096, 0.016384, 0.065536, 0.15, 0.25, 0.5, 1],
      }),
    },
  ),
  ...contract(
    {
      targetLabels: TARGET_LABELS,
      exporter: "Loki",
      source: source("vendor/github.com/grafana/dskit/kv/memberlist/metrics.go"),
    },
    {
      gossipMembers: gauge("loki_memberlist_client_cluster_members_count", {
        help: "Pods that this one knows by gossip, itself included; 0 while it starts.",
      }),
    },
  ),
  ...contract(
    {
      targetLabels: TARGET_LABELS,
      exporter: "Loki",
      source: source("vendor/github.com/grafana/dskit/runtimeconfig/manager.go"),
    },
    {
      runtimeConfigLoaded: gauge("loki_runtime_config_last_reload_successful", {
        unit: "boolean",
        help: "1 where the file of limits that can change at run time was read.",
      }),
    },
  ),
  processStart: process.startTime,
  residentMemory: process.residentMemory,
};

/** Stores outside of the cluster, each with the metric of Loki's client for it. */
export const objectStores = contract(
  { targetLabels: TARGET_LABELS, exporter: "Loki", source: source("pkg/storage/chunk/client") },
  {
    s3: histogram("loki_s3_request_duration_seconds", {
      unit: "seconds",
      help: "How long requests to S3 took; 500 stands for any failure.",
      labels: { operation: "any", status_code: ["200", "500"] },
      buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2],
    }),
    gcs: histogram("loki_gcs_request_duration_seconds", {
      unit: "seconds",
      help: "How long requests to Google Cloud Storage took.",
      labels: { operation: "any", status_code: "any" },
      buckets: [0.005, 0.02, 0.08, 0.32, 1.28, 5.12, 20.48],
    }),
    azure: histogram("loki_azure_blob_request_duration_seconds", {
      unit: "seconds",
      help: "How long requests to Azure Blob Storage took; 500 stands for any failure.",
      labels: { operation: "any", status_code: ["200", "500"] },
      buckets: [0.005, 0.02, 0.08, 0.32, 1.28, 5.12],
    }),
  },
) satisfies Readonly<Record<string, Metric>>;
