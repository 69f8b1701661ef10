/** The ways into the platform, language by language: what to install and where the guide says what to write. Names as in the guides. */

export interface Way {
  readonly title: string;
  /** Who takes it. */
  readonly when: string;
  readonly install: readonly string[];
  /** In sentences, each with its guide. */
  readonly write: readonly string[];
  /** What the guide leaves out, to be copied. */
  readonly code?: { readonly language: string; readonly lines: readonly string[] };
  /** A check of its own, beside those of all. */
  readonly check?: string;
  /** What comes of it. */
  readonly gives: readonly ("metrics" | "otel" | "traces" | "logs")[];
}

const NODE = "../../integration-node.md";
const LANGUAGES = "../../integration-languages.md";

export const WAYS: readonly Way[] = [
  {
    title: "Node",
    when: "Express, Fastify, Koa or plain `node:http`, on Node 20.6 or later",
    install: ["npm install @cdktf-observability/instrumentation @opentelemetry/api@1.9"],
    write: [
      `One file that calls \`observe\`, loaded before everything else with \`node --import\`: [the guide](${NODE}#1-observe).`,
      `Two middlewares and \`/metrics\`: [for each framework](${NODE}#2-requests).`,
      `Figures of the business, of queues, jobs and caches: [their recorders](${NODE}#3-the-business-queues-jobs-caches).`,
    ],
    check: `A test of the service holds all of it: [\`expectMetricsContract\`](${NODE}#6-a-test-that-holds-it).`,
    gives: ["metrics", "traces", "logs"],
  },
  {
    title: "Python",
    when: "Flask, Django, FastAPI and others",
    install: ["pip install prometheus_client opentelemetry-distro opentelemetry-exporter-otlp-proto-http"],
    write: [
      `\`observability.py\` with metrics and lines, and the program started by \`opentelemetry-instrument\`: [the guide](${LANGUAGES}#python).`,
      "`PROMETHEUS_DISABLE_CREATED_SERIES=true` keeps the library from adding a series to each counter.",
    ],
    gives: ["metrics", "traces", "logs"],
  },
  {
    title: "Go",
    when: "anything that is an `http.Handler`",
    install: [
      "go get github.com/prometheus/client_golang/prometheus go.opentelemetry.io/otel go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp",
      "go get go.opentelemetry.io/otel/sdk go.opentelemetry.io/contrib/exporters/autoexport",
    ],
    write: [
      `\`observability.go\` with metrics and lines, and \`otelhttp.NewHandler\` around the mux: [the guide](${LANGUAGES}#go).`,
      "In Go nothing exports spans by itself: `main` calls this first, and `Shutdown` of what it returns last. It reads the variables [above](#addresses).",
    ],
    code: {
      language: "go",
      lines: [
        "// tracing.go",
        "package observability",
        "",
        "import (",
        '\t"context"',
        "",
        '\t"go.opentelemetry.io/contrib/exporters/autoexport"',
        '\t"go.opentelemetry.io/otel"',
        '\t"go.opentelemetry.io/otel/propagation"',
        '\tsdk "go.opentelemetry.io/otel/sdk/trace"',
        ")",
        "",
        "func Trace(ctx context.Context) (*sdk.TracerProvider, error) {",
        "\texporter, err := autoexport.NewSpanExporter(ctx)",
        "\tif err != nil {",
        "\t\treturn nil, err",
        "\t}",
        "\tprovider := sdk.NewTracerProvider(sdk.WithBatcher(exporter))",
        "\totel.SetTracerProvider(provider)",
        "\totel.SetTextMapPropagator(propagation.NewCompositeTextMapPropagator(propagation.TraceContext{}, propagation.Baggage{}))",
        "\treturn provider, nil",
        "}",
      ],
    },
    gives: ["metrics", "traces", "logs"],
  },
  {
    title: "Java",
    when: "servlets, Spring",
    install: [
      "# dependencies: io.prometheus:prometheus-metrics-core, io.prometheus:prometheus-metrics-exporter-servlet-jakarta,",
      "#               net.logstash.logback:logstash-logback-encoder",
      "java -javaagent:opentelemetry-javaagent.jar -jar service.jar",
    ],
    write: [
      `A filter that counts, \`PrometheusMetricsServlet\` at \`/metrics\`, and an encoder of lines: [the guide](${LANGUAGES}#java).`,
    ],
    gives: ["metrics", "traces", "logs"],
  },
  {
    title: "OpenTelemetry only",
    when: "a service whose metrics come from OpenTelemetry's SDK and keep its names",
    install: ["# the SDK of its language, with the exporter for OTLP; nothing of this project"],
    write: [
      `Tell the platform that the names are OpenTelemetry's: [\`http: otelHttp\`](${LANGUAGES}#or-opentelemetrys-own-metric-names).`,
      "Lines are JSON on standard output with [these fields](#log-fields), `trace_id` at the top of the object.",
    ],
    gives: ["otel", "traces", "logs"],
  },
  {
    title: "Logs only",
    when: "a program that nobody can change, or a third party's",
    install: ["# nothing: whatever a container writes to standard output is read"],
    write: [
      "Nothing. Lines that are one JSON object have fields that can be searched; others are searched as text. Its pods are watched as workloads all the same.",
    ],
    gives: ["logs"],
  },
];
