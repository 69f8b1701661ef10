/** Jaeger's configuration: that of an OpenTelemetry collector whose extensions store and show traces. Fields as in Jaeger 2.19 and collector 0.153. */
import { compact } from "../../charts";
import { goDuration, urlOf, type Endpoint, type Values } from "../../model";
import type { Port } from "../../terraform";
import { plainText } from "./collector-text";
import type { JaegerSettings } from "./props";
import { remoteSampling } from "./sampling";
import { storageBackend } from "./storage-config";

/** Where Jaeger listens. All of them are ports of the chart's Service, but for health and the gRPC side of sampling. */
export const PORTS = {
  query: 16_686,
  queryGrpc: 16_685,
  otlpGrpc: 4317,
  otlpHttp: 4318,
  health: 13_133,
  ownMetrics: 8888,
  spanMetrics: 8889,
} as const;

const LEGACY_PORTS: Readonly<Record<JaegerSettings["legacyReceivers"][number], readonly Port[]>> = {
  jaeger: [{ port: 14_250 }, { port: 14_268 }, { port: 6831, protocol: "UDP" }, { port: 6832, protocol: "UDP" }],
  zipkin: [{ port: 9411 }],
};
export const legacyPorts = (receivers: JaegerSettings["legacyReceivers"]): readonly Port[] =>
  receivers.flatMap((name) => LEGACY_PORTS[name]);

export const UI_CONFIG_FILE = "/etc/jaeger/ui-config.json";

const TRACES = "traces";
const METRICS = "metrics";

/** Every address bound in words: left out, most are on loopback, where no probe and no application reaches them. */
const everywhere = (port: number): Values => ({ endpoint: `0.0.0.0:${port}` });

/** @param metricsStore the Prometheus that keeps the metrics computed from spans, if there is one */
export const collectorConfig = (settings: JaegerSettings, metricsStore: Endpoint | undefined): Values => {
  const { sampling, storage } = settings;
  return {
    service: {
      extensions: [
        "healthcheckv2",
        "jaeger_storage",
        "jaeger_query",
        ...(sampling === "off" ? [] : ["remote_sampling"]),
      ],
      pipelines: pipelines(settings, metricsStore !== undefined),
      telemetry: {
        resource: { "service.name": settings.releaseName },
        logs: { level: "info", encoding: "json" },
        metrics: {
          level: "detailed",
          readers: [{ pull: { exporter: { prometheus: { host: "0.0.0.0", port: PORTS.ownMetrics } } } }],
        },
      },
    },
    extensions: compact({
      healthcheckv2: { use_v2: true, http: everywhere(PORTS.health) },
      jaeger_storage: compact({
        backends: { [TRACES]: storageBackend(storage) },
        metric_backends: metricsStore === undefined ? undefined : { [METRICS]: prometheusBackend(metricsStore) },
      }),
      jaeger_query: compact({
        http: everywhere(PORTS.query),
        grpc: everywhere(PORTS.queryGrpc),
        storage: { traces: TRACES, metrics: metricsStore === undefined ? undefined : METRICS },
        ui: { config_file: UI_CONFIG_FILE },
      }),
      remote_sampling: sampling === "off" ? undefined : remoteSampling(sampling, TRACES),
    }),
    receivers: receivers(settings),
    processors: processors(settings),
    ...(metricsStore === undefined ? {} : { connectors: { spanmetrics: spanMetrics(settings) } }),
    exporters: {
      jaeger_storage_exporter: {
        trace_storage: TRACES,
        // Both are off by default, so that a storage that is away for a second would cost all spans of that second.
        queue: { sizer: "items", queue_size: settings.queuedSpans, num_consumers: 10 },
        retry_on_failure: { enabled: true },
      },
      // Exemplars, and with them the way from a latency to its trace, exist in OpenMetrics only.
      ...(metricsStore === undefined
        ? {}
        : { prometheus: { ...everywhere(PORTS.spanMetrics), enable_open_metrics: true } }),
    },
  };
};

const pipelines = ({ legacyReceivers, sampling }: JaegerSettings, withSpanMetrics: boolean): Values => ({
  traces: {
    receivers: ["otlp", ...legacyReceivers],
    processors: ["memory_limiter", "batch", ...(isAdaptive(sampling) ? ["adaptive_sampling"] : [])],
    exporters: ["jaeger_storage_exporter", ...(withSpanMetrics ? ["spanmetrics"] : [])],
  },
  ...(withSpanMetrics ? { "metrics/spanmetrics": { receivers: ["spanmetrics"], exporters: ["prometheus"] } } : {}),
});

const isAdaptive = (sampling: JaegerSettings["sampling"]): boolean =>
  sampling !== "off" && sampling.kind === "adaptive";

const receivers = ({ largestMessage, legacyReceivers }: JaegerSettings): Values =>
  compact({
    otlp: {
      protocols: {
        grpc: { ...everywhere(PORTS.otlpGrpc), max_recv_msg_size_mib: largestMessage.bytes / 2 ** 20 },
        http: everywhere(PORTS.otlpHttp),
      },
    },
    jaeger: legacyReceivers.includes("jaeger")
      ? {
          protocols: {
            grpc: everywhere(14_250),
            thrift_http: everywhere(14_268),
            thrift_compact: everywhere(6831),
            thrift_binary: everywhere(6832),
          },
        }
      : undefined,
    zipkin: legacyReceivers.includes("zipkin") ? everywhere(9411) : undefined,
  });

/** Above the soft limit the collector refuses spans; so much higher, at the hard one, it also collects garbage. */
const SPIKE_SHARE = 0.15;

const percent = (share: number): number => Math.round(share * 100);

const processors = ({ batch, memoryShare, sampling }: JaegerSettings): Values => ({
  memory_limiter: {
    check_interval: "1s",
    limit_percentage: percent(memoryShare + SPIKE_SHARE),
    spike_limit_percentage: percent(SPIKE_SHARE),
  },
  batch: { send_batch_size: batch.spans, timeout: goDuration(batch.timeout) },
  ...(isAdaptive(sampling) ? { adaptive_sampling: {} } : {}),
});

/** Not above the scrape interval: exemplars are kept from one flush to the next. */
const FLUSH_INTERVAL = "15s";

const spanMetrics = ({ spanMetrics: { buckets, dimensions, expiration, series } }: JaegerSettings): Values =>
  compact({
    namespace: "traces.span.metrics",
    histogram: compact({
      unit: "ms",
      explicit: buckets === undefined ? undefined : { buckets: buckets.map(goDuration) },
    }),
    dimensions: dimensions.map((name) => ({ name: plainText(name) })),
    exemplars: { enabled: true, max_per_data_point: 5 },
    metrics_flush_interval: FLUSH_INTERVAL,
    metrics_expiration: goDuration(expiration),
    aggregation_cardinality_limit: series,
  });

/** The exporter appends unit and `_total` to the names, and the Monitor tab has to ask for them in that form. */
const prometheusBackend = (endpoint: Endpoint): Values => ({
  prometheus: {
    endpoint: urlOf(endpoint),
    metric_namespace: "traces_span_metrics",
    latency_unit: "ms",
    normalize_calls: true,
    normalize_duration: true,
  },
});
