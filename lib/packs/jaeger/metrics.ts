/** What Jaeger v2 exports about itself and, through the connector `spanmetrics`, about the spans that it takes. */
import { contract, counter, gauge, histogram, SERVICE_TARGET, type LabelValues } from "../../model";
import { otelRequestDuration } from "../http-server/http-metrics";

/**
 * OpenTelemetry's exporter writes on every series by which part of the program it is counted. Nothing is exported before the first time that
 * something is counted: an error that never happened has no series.
 */
const counted = (labels: Readonly<Record<string, LabelValues>> = {}, optional: readonly string[] = []) => ({
  labels: { ...labels, otel_scope_name: "any", otel_scope_version: "any", otel_scope_schema_url: "any" } as const,
  optionalLabels: ["otel_scope_version", "otel_scope_schema_url", ...optional],
});

const RECEIVER = { receiver: "any", transport: "any" } as const;
/** What OpenTelemetry takes unless it is told otherwise; made for milliseconds, so that in seconds all below 5 is one bucket. */
const DEFAULT_BUCKETS = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000];

const COLLECTOR = "OpenTelemetry collector 0.153 as in Jaeger 2.19, metadata.yaml of";

/** All that the collector's framework counts: spans in, spans out, the queue between. */
const pipeline = contract(
  {
    targetLabels: SERVICE_TARGET,
    exporter: "Jaeger",
    source: `${COLLECTOR} receiverhelper, exporterhelper, service; scraped from Jaeger 1.76`,
  },
  {
    acceptedSpans: counter("otelcol_receiver_accepted_spans_total", {
      help: "Spans that were taken and passed on.",
      ...counted(RECEIVER),
    }),
    refusedSpans: counter("otelcol_receiver_refused_spans_total", {
      help: "Spans that were sent back to the sender.",
      ...counted(RECEIVER),
    }),
    failedReceptions: counter("otelcol_receiver_failed_spans_total", {
      help: "Spans that could not be passed on by a fault of the receiver itself.",
      ...counted(RECEIVER),
    }),
    limiterRefusedSpans: counter("otelcol_processor_refused_spans_total", {
      help: "Spans that the memory limiter refused.",
      ...counted({ processor: "any" }),
      source: `${COLLECTOR} memorylimiterprocessor`,
    }),
    queueSize: gauge("otelcol_exporter_queue_size", {
      help: "Spans that wait to be stored: the queue is told to count them one by one.",
      ...counted({ exporter: "any", data_type: "any" }),
    }),
    queueCapacity: gauge("otelcol_exporter_queue_capacity", {
      help: "Spans that can wait.",
      ...counted({ exporter: "any", data_type: "any" }),
    }),
    overflowedSpans: counter("otelcol_exporter_enqueue_failed_spans_total", {
      help: "Spans that found the queue full, and are lost.",
      ...counted({ exporter: "any" }),
      source: `${COLLECTOR} exporterhelper`,
    }),
    sentSpans: counter("otelcol_exporter_sent_spans_total", {
      help: "Spans that the storage has taken; Elasticsearch and OpenSearch take them before they are written.",
      ...counted({ exporter: "any" }),
    }),
    failedSpans: counter("otelcol_exporter_send_failed_spans_total", {
      help: "Spans that the storage did not take, however often it was tried, and that are lost.",
      // The telemetry level is `detailed`, which adds the last two.
      ...counted({ exporter: "any", error_type: "any", error_permanent: ["true", "false"] }),
      source: `${COLLECTOR} exporterhelper, obs_report_sender.go`,
    }),
    uptime: counter("otelcol_process_uptime_seconds_total", {
      unit: "seconds",
      help: "Age of the process.",
      ...counted(),
    }),
    heap: gauge("otelcol_process_runtime_heap_alloc_bytes", {
      unit: "bytes",
      help: "Go's heap, what is not yet collected included: what the memory limiter goes by.",
      ...counted(),
    }),
    residentMemory: gauge("otelcol_process_memory_rss_bytes", {
      unit: "bytes",
      help: "Memory of the process that is in RAM.",
      ...counted(),
    }),
  },
);

const STORE = { name: "any", role: ["tracestore", "metricstore", "sampling"], kind: "any" } as const;
const TABLE = { ...STORE, table: "any" } as const;

const storage = contract(
  {
    targetLabels: SERVICE_TARGET,
    exporter: "Jaeger",
    source: "Jaeger 2.19, sources: tracestoremetrics, spanstoremetrics, elasticsearch/config/config.go, otelmetrics",
  },
  {
    reads: counter("jaeger_storage_requests_total", {
      help: "Reads of traces, services, operations and metrics. ClickHouse does not count them.",
      ...counted({ ...STORE, operation: "any", result: ["ok", "err"] }, ["kind"]),
    }),
    readDuration: histogram("jaeger_storage_latency_seconds", {
      unit: "seconds",
      help: "How long reads took.",
      ...counted({ ...STORE, operation: "any", result: ["ok", "err"] }, ["kind"]),
      buckets: DEFAULT_BUCKETS,
      source: "scraped from Jaeger 1.76",
    }),
    bulkSpans: counter("jaeger_storage_bulk_index_attempts_total", {
      help: "Documents that were sent to Elasticsearch or OpenSearch.",
      ...counted(STORE, ["kind"]),
    }),
    bulkRejected: counter("jaeger_storage_bulk_index_errors_total", {
      help: "Documents that it refused one by one. A request that failed as a whole counts none of its documents.",
      ...counted(STORE, ["kind"]),
    }),
    bulkDuration: histogram("jaeger_storage_bulk_index_latency_ok_seconds", {
      unit: "seconds",
      help: "How long bulk requests took that were answered.",
      ...counted(STORE, ["kind"]),
      buckets: DEFAULT_BUCKETS,
    }),
    bulkFailed: histogram("jaeger_storage_bulk_index_latency_err_seconds", {
      unit: "seconds",
      help: "How long bulk requests took that failed as a whole, tries included.",
      ...counted(STORE, ["kind"]),
      buckets: DEFAULT_BUCKETS,
    }),
    tableWrites: counter("jaeger_storage_attempts_total", {
      help: "Statements that were sent to a table of Cassandra.",
      ...counted(TABLE, ["kind"]),
    }),
    tableErrors: counter("jaeger_storage_errors_total", {
      help: "Those of them that failed.",
      ...counted(TABLE, ["kind"]),
    }),
    tableDuration: histogram("jaeger_storage_latency_ok_seconds", {
      unit: "seconds",
      help: "How long those took that succeeded.",
      ...counted(TABLE, ["kind"]),
      buckets: DEFAULT_BUCKETS,
    }),
    badgerCleaned: gauge("jaeger_storage_badger_storage_valueloggc_last_run", {
      help: "When badger last had nothing left to clean: nanoseconds since 1970.",
      ...counted(STORE, ["kind"]),
      source: "Jaeger 2.19, internal/storage/v1/badger/factory.go",
    }),
  },
);

const sampling = contract(
  {
    targetLabels: SERVICE_TARGET,
    exporter: "Jaeger",
    source:
      "Jaeger 2.19, internal/sampling/http/handler.go and extension/remotesampling/extension.go; gRPC is not counted",
  },
  {
    strategiesServed: counter("jaeger_remote_sampling_http_server_requests_total", {
      help: "SDKs that were told which traces to begin.",
      ...counted({ type: ["sampling"] }),
    }),
    strategyErrors: counter("jaeger_remote_sampling_http_server_errors_total", {
      help: "SDKs that asked and got no answer.",
      ...counted({ status: ["4xx", "5xx"], source: ["all", "collector-proxy", "proto", "write"] }),
    }),
  },
);

// The job and instance of the application stand aside for those of the target.
const spans = counted(
  {
    exported_job: "any",
    exported_instance: "any",
    service_name: "any",
    span_name: "any",
    span_kind: [
      "SPAN_KIND_UNSPECIFIED",
      "SPAN_KIND_INTERNAL",
      "SPAN_KIND_SERVER",
      "SPAN_KIND_CLIENT",
      "SPAN_KIND_PRODUCER",
      "SPAN_KIND_CONSUMER",
    ],
    status_code: ["STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"],
    collector_instance_id: "any",
    otel_metric_overflow: ["true"],
  },
  [
    "exported_instance",
    "service_name",
    "span_name",
    "span_kind",
    "status_code",
    "collector_instance_id",
    "otel_metric_overflow",
  ],
);

const spanMetrics = contract(
  {
    targetLabels: SERVICE_TARGET,
    exporter: "Jaeger (computed from spans)",
    source:
      "spanmetricsconnector 0.153 and prometheusexporter as Jaeger's construct configures them; scraped from Jaeger 1.76. Not scraped: otel_metric_overflow, which OpenTelemetry's cardinality limits write",
  },
  {
    calls: counter("traces_span_metrics_calls_total", {
      help: "Spans, by what they are about. Those above the limit of label combinations keep only who sent them.",
      ...spans,
    }),
    durations: histogram("traces_span_metrics_duration_milliseconds", {
      unit: "milliseconds",
      help: "How long spans took. An installation may set other buckets than these, the connector's own.",
      ...spans,
      buckets: [2, 4, 6, 8, 10, 50, 100, 200, 400, 800, 1_000, 1_400, 2_000, 5_000, 10_000, 15_000],
    }),
  },
);

const jobs = contract(
  { targetLabels: SERVICE_TARGET, exporter: "kube-state-metrics", source: "kube-state-metrics 2.20, documentation" },
  {
    cronJobSucceeded: gauge("kube_cronjob_status_last_successful_time", {
      unit: "timestamp",
      help: "When a CronJob last succeeded; missing before the first time.",
      labels: { namespace: "any", cronjob: "any" },
    }),
  },
);

export const jaeger = {
  ...pipeline,
  ...storage,
  ...sampling,
  ...spanMetrics,
  ...jobs,
  /** Of its user interface, query API, OTLP and sampling, as OpenTelemetry's instrumentation counts requests. */
  httpDuration: otelRequestDuration,
};
