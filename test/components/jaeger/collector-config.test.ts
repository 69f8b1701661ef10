/** Jaeger's configuration: what it listens on, what it does with spans, what it tells of itself. */
import { adaptiveSampling, cassandra, type JaegerProps } from "../../../lib/components/jaeger";
import { days, hours, mebibytes, milliseconds, seconds } from "../../../lib/model";
import { at, prometheus, valuesOf } from "./settings";

type Fact = readonly [fact: string, over: Partial<JaegerProps>, path: string, value: unknown];

describe("by itself", () => {
  test.each<Fact>([
    ["health answers probes", {}, "extensions.healthcheckv2", { use_v2: true, http: { endpoint: "0.0.0.0:13133" } }],
    [
      "own metrics",
      {},
      "service.telemetry.metrics.readers",
      [{ pull: { exporter: { prometheus: { host: "0.0.0.0", port: 8888 } } } }],
    ],
    ["its own name", { releaseName: "traces" }, "service.telemetry.resource", { "service.name": "traces" }],
    [
      "OTLP for everybody",
      {},
      "receivers.otlp.protocols",
      { grpc: { endpoint: "0.0.0.0:4317", max_recv_msg_size_mib: 4 }, http: { endpoint: "0.0.0.0:4318" } },
    ],
    ["larger messages", { largestMessage: mebibytes(16) }, "receivers.otlp.protocols.grpc.max_recv_msg_size_mib", 16],
    ["queries for everybody", {}, "extensions.jaeger_query.http", { endpoint: "0.0.0.0:16686" }],
    [
      "the user interface's configuration",
      {},
      "extensions.jaeger_query.ui",
      { config_file: "/etc/jaeger/ui-config.json" },
    ],
    ["no metrics store", {}, "extensions.jaeger_query.storage", { traces: "traces" }],
    ["no span metrics", {}, "service.pipelines.traces.exporters", ["jaeger_storage_exporter"]],
    ["no connector", {}, "connectors", undefined],
    ["nothing but OTLP", {}, "service.pipelines.traces.receivers", ["otlp"]],
    [
      "the oldest protocols, when asked for",
      { legacyReceivers: ["zipkin"] },
      "receivers.zipkin",
      { endpoint: "0.0.0.0:9411" },
    ],
    [
      "and in the pipeline",
      { legacyReceivers: ["jaeger", "zipkin"] },
      "service.pipelines.traces.receivers",
      ["otlp", "jaeger", "zipkin"],
    ],
    ["the limiter comes first", {}, "service.pipelines.traces.processors", ["memory_limiter", "batch"]],
    [
      "spans are refused before memory runs out",
      { memoryShare: 0.5 },
      "processors.memory_limiter",
      { check_interval: "1s", limit_percentage: 65, spike_limit_percentage: 15 },
    ],
    [
      "batches",
      { batch: { spans: 1_000, timeout: milliseconds(500) } },
      "processors.batch",
      { send_batch_size: 1_000, timeout: "500ms" },
    ],
    [
      "spans wait for a storage that is away",
      { queuedSpans: 10_000 },
      "exporters.jaeger_storage_exporter",
      {
        trace_storage: "traces",
        queue: { sizer: "items", queue_size: 10_000, num_consumers: 10 },
        retry_on_failure: { enabled: true },
      },
    ],
    [
      "adaptive sampling counts what comes in",
      { storage: cassandra({ servers: ["c"] }), sampling: adaptiveSampling() },
      "service.pipelines.traces.processors",
      ["memory_limiter", "batch", "adaptive_sampling"],
    ],
  ])("%s", (_, over, path, expected) => expect(at(valuesOf(over), `userconfig.${path}`)).toEqual(expected));
});

describe("with a Prometheus", () => {
  test.each<Fact>([
    ["spans are counted", {}, "service.pipelines.traces.exporters", ["jaeger_storage_exporter", "spanmetrics"]],
    [
      "and shown",
      {},
      "service.pipelines.metrics/spanmetrics",
      { receivers: ["spanmetrics"], exporters: ["prometheus"] },
    ],
    ["with exemplars", {}, "exporters.prometheus", { endpoint: "0.0.0.0:8889", enable_open_metrics: true }],
    [
      "under the names that dashboards know",
      {},
      "connectors.spanmetrics",
      {
        namespace: "traces.span.metrics",
        histogram: { unit: "ms" },
        dimensions: [],
        exemplars: { enabled: true, max_per_data_point: 5 },
        metrics_flush_interval: "15s",
        metrics_expiration: "1h",
        aggregation_cardinality_limit: 1_000,
      },
    ],
    [
      "dimensions",
      { spanMetrics: { dimensions: ["http.route", "a$b"] } },
      "connectors.spanmetrics.dimensions",
      [{ name: "http.route" }, { name: "a$$b" }],
    ],
    [
      "buckets",
      { spanMetrics: { buckets: [milliseconds(5), seconds(1)], expiration: hours(2), series: 50 } },
      "connectors.spanmetrics.histogram",
      { unit: "ms", explicit: { buckets: ["5ms", "1s"] } },
    ],
    ["the Monitor tab asks it", {}, "extensions.jaeger_query.storage", { traces: "traces", metrics: "metrics" }],
    [
      "in the notation of the exporter",
      {},
      "extensions.jaeger_storage.metric_backends.metrics",
      {
        prometheus: {
          endpoint: "http://prometheus.observability.svc:9090",
          metric_namespace: "traces_span_metrics",
          latency_unit: "ms",
          normalize_calls: true,
          normalize_duration: true,
        },
      },
    ],
  ])("%s", (_, over, path, expected) => expect(at(valuesOf(over, prometheus), `userconfig.${path}`)).toEqual(expected));
});

describe("the user interface", () => {
  const link = { type: "tags", key: "order.id", url: "https://shop.example/#{order.id}", text: "Order" } as const;

  test("searches as far back as traces are kept", () =>
    expect(at(valuesOf({ storage: cassandra({ servers: ["c"], retention: days(14) }) }), "uiconfig.search")).toEqual({
      maxLookback: { label: "14 days", value: "14d" },
    }));

  test("counts hours where there is no whole day", () =>
    expect(at(valuesOf({ storage: cassandra({ servers: ["c"], retention: hours(1) }) }), "uiconfig.search")).toEqual({
      maxLookback: { label: "1 hour", value: "1h" },
    }));

  test("shows the Monitor tab with a Prometheus only", () => {
    expect(at(valuesOf(), "uiconfig.monitor")).toEqual({ menuEnabled: false });
    expect(at(valuesOf({}, prometheus), "uiconfig.monitor")).toEqual({ menuEnabled: true });
  });

  test("links to other places", () =>
    expect(at(valuesOf({ ui: { linkPatterns: [link] } }), "uiconfig.linkPatterns")).toEqual([link]));
});
