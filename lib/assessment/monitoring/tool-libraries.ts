/** Libraries by the tool that they feed, as each ecosystem spells them; `*` ends a beginning. */

export const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
  prometheus: [
    ...words(
      "npm",
      "prom-client express-prom-bundle express-prometheus-middleware prometheus-api-metrics fastify-metrics",
    ),
    ...words(
      "npm",
      "@willsoto/nestjs-prometheus @opentelemetry/exporter-prometheus next-prometheus koa-prometheus-middleware",
    ),
    ...words("pypi", "prometheus-client prometheus_client prometheus-fastapi-instrumentator prometheus-flask-exporter"),
    ...words("pypi", "django-prometheus starlette-prometheus starlette-exporter starlette_exporter aioprometheus"),
    ...words("pypi", "opentelemetry-exporter-prometheus celery-exporter flask-prometheus-metrics"),
    ...words("go", "github.com/prometheus/client_golang* github.com/VictoriaMetrics/metrics"),
    ...words(
      "go",
      "go.opentelemetry.io/otel/exporters/prometheus github.com/slok/go-http-metrics github.com/grpc-ecosystem/go-grpc-prometheus",
    ),
    ...words(
      "go",
      "github.com/zsais/go-gin-prometheus github.com/grpc-ecosystem/go-grpc-middleware/providers/prometheus",
    ),
    ...words("maven", "io.micrometer:micrometer-registry-prometheus* io.prometheus:* io.prometheus.jmx:*"),
    ...words(
      "maven",
      "io.quarkus:quarkus-micrometer-registry-prometheus io.micronaut.micrometer:micronaut-micrometer-registry-prometheus",
    ),
    ...words(
      "nuget",
      "prometheus-net* opentelemetry.exporter.prometheus* app.metrics.formatters.prometheus app.metrics.prometheus",
    ),
    ...words(
      "cargo",
      "prometheus prometheus-client metrics-exporter-prometheus actix-web-prom axum-prometheus opentelemetry-prometheus autometrics",
    ),
    ...words("rubygems", "prometheus-client prometheus_exporter yabeda-prometheus gruf-prometheus"),
    ...words(
      "packagist",
      "promphp/prometheus_client_php jimdo/prometheus_client_php endclothing/prometheus_client_php",
    ),
    ...words(
      "packagist",
      "spatie/laravel-prometheus artprima/prometheus-metrics-bundle superbalist/laravel-prometheus-exporter",
    ),
    ...words("hex", "prometheus_ex prometheus prom_ex telemetry_metrics_prometheus*"),
  ],
  opentelemetry: [
    ...words(
      "npm",
      "@opentelemetry/* @vercel/otel @azure/monitor-opentelemetry @google-cloud/opentelemetry-* @elastic/opentelemetry-node",
    ),
    ...words("pypi", "opentelemetry-* azure-monitor-opentelemetry*"),
    ...words(
      "go",
      "go.opentelemetry.io/* github.com/uptrace/uptrace-go github.com/XSAM/otelsql github.com/riandyrn/otelchi",
    ),
    ...words(
      "maven",
      "io.opentelemetry:* io.opentelemetry.* io.quarkus:quarkus-opentelemetry io.micrometer:micrometer-tracing-bridge-otel",
    ),
    ...words(
      "maven",
      "io.micrometer:micrometer-registry-otlp org.springframework.boot:spring-boot-starter-opentelemetry",
    ),
    ...words("nuget", "opentelemetry* azure.monitor.opentelemetry* npgsql.opentelemetry"),
    ...words("cargo", "opentelemetry* tracing-opentelemetry axum-tracing-opentelemetry"),
    ...words("rubygems", "opentelemetry-*"),
    ...words("packagist", "open-telemetry/* opentelemetry/*"),
    ...words("hex", "opentelemetry*"),
  ],
  jaeger: [
    ...words("npm", "jaeger-client @opentelemetry/exporter-jaeger"),
    ...words("pypi", "jaeger-client opentelemetry-exporter-jaeger*"),
    ...words(
      "go",
      "github.com/uber/jaeger-client-go* github.com/jaegertracing/jaeger-client-go go.opentelemetry.io/otel/exporters/jaeger",
    ),
    ...words(
      "maven",
      "io.jaegertracing:* io.opentelemetry:opentelemetry-exporter-jaeger* io.opentracing.contrib:opentracing-spring-jaeger*",
    ),
    ...words("nuget", "jaeger jaeger.* opentelemetry.exporter.jaeger"),
    ...words("cargo", "opentelemetry-jaeger"),
    ...words("rubygems", "jaeger-client opentelemetry-exporter-jaeger"),
  ],
  zipkin: [
    ...words("npm", "zipkin zipkin-* @opentelemetry/exporter-zipkin"),
    ...words("pypi", "py-zipkin py_zipkin opentelemetry-exporter-zipkin*"),
    ...words("go", "github.com/openzipkin/zipkin-go* go.opentelemetry.io/otel/exporters/zipkin"),
    ...words(
      "maven",
      "io.zipkin.* io.opentelemetry:opentelemetry-exporter-zipkin org.springframework.cloud:spring-cloud-starter-zipkin",
    ),
    ...words("maven", "org.springframework.cloud:spring-cloud-sleuth-zipkin"),
    ...words("nuget", "opentelemetry.exporter.zipkin zipkin4net"),
    ...words("rubygems", "zipkin-tracer opentelemetry-exporter-zipkin"),
  ],
  loki: [
    ...words("npm", "winston-loki pino-loki"),
    ...words("pypi", "python-logging-loki logging-loki"),
    ...words("maven", "com.github.loki4j:*"),
    ...words("nuget", "serilog.sinks.grafana.loki serilog.sinks.loki"),
    ...words("cargo", "tracing-loki"),
  ],
  fluentd: [
    ...words("npm", "fluent-logger @fluent-org/logger"),
    ...words("pypi", "fluent-logger"),
    ...words("go", "github.com/fluent/fluent-logger-golang"),
    ...words("maven", "org.fluentd:* com.sndyuk:logback-more-appenders"),
    ...words("rubygems", "fluentd fluent-plugin-* fluent-logger"),
  ],
  elk: [
    ...words("npm", "elastic-apm-node @elastic/apm-rum* winston-elasticsearch pino-elasticsearch"),
    ...words("pypi", "elastic-apm python-logstash* python-json-logger-logstash ecs-logging"),
    ...words("go", "go.elastic.co/apm*"),
    ...words("maven", "co.elastic.apm:* co.elastic.logging:*"),
    ...words("nuget", "elastic.apm* serilog.sinks.elasticsearch elastic.serilog.sinks"),
    ...words("rubygems", "elastic-apm logstash-logger"),
  ],
  datadog: [
    ...words(
      "npm",
      "dd-trace datadog-lambda-js datadog-metrics @datadog/* connect-datadog serverless-plugin-datadog datadog-cdk-constructs*",
    ),
    ...words("pypi", "ddtrace datadog datadog-lambda datadog_lambda datadog-api-client"),
    ...words("go", "gopkg.in/DataDog/dd-trace-go.v1* github.com/DataDog/*"),
    ...words("maven", "com.datadoghq:* io.micrometer:micrometer-registry-datadog"),
    ...words("nuget", "datadog.* dogstatsd-csharp-client serilog.sinks.datadog.logs"),
    ...words("rubygems", "ddtrace datadog dogstatsd-ruby"),
    ...words("packagist", "datadog/*"),
    ...words("hex", "spandex_datadog"),
  ],
  "new-relic": [
    ...words("npm", "newrelic @newrelic/*"),
    ...words("pypi", "newrelic newrelic-telemetry-sdk"),
    ...words("go", "github.com/newrelic/go-agent*"),
    ...words("maven", "com.newrelic.* io.micrometer:micrometer-registry-new-relic"),
    ...words("nuget", "newrelic.*"),
    ...words("rubygems", "newrelic_rpm newrelic-infinite_tracing"),
    ...words("hex", "new_relic_agent"),
  ],
  instana: [
    ...words("npm", "@instana/*"),
    ...words("pypi", "instana"),
    ...words("go", "github.com/instana/*"),
    ...words("maven", "com.instana:*"),
    ...words("rubygems", "instana"),
    ...words("nuget", "instana.*"),
  ],
  sentry: [
    ...words("npm", "@sentry/* raven raven-js"),
    ...words("pypi", "sentry-sdk raven"),
    ...words("go", "github.com/getsentry/*"),
    ...words("maven", "io.sentry:*"),
    ...words("nuget", "sentry sentry.*"),
    ...words("cargo", "sentry sentry-*"),
    ...words("rubygems", "sentry-ruby sentry-rails sentry-sidekiq sentry-raven"),
    ...words("packagist", "sentry/*"),
    ...words("hex", "sentry"),
  ],
  cloudwatch: [
    ...words(
      "npm",
      "@aws-sdk/client-cloudwatch @aws-sdk/client-cloudwatch-logs winston-cloudwatch aws-embedded-metrics serverless-plugin-aws-alerts",
    ),
    ...words(
      "npm",
      "@aws-lambda-powertools/metrics @aws-lambda-powertools/logger @aws-lambda-powertools/tracer pino-cloudwatch",
    ),
    ...words("pypi", "aws-lambda-powertools aws-embedded-metrics watchtower"),
    ...words(
      "go",
      "github.com/aws/aws-sdk-go-v2/service/cloudwatch github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs",
    ),
    ...words("maven", "io.micrometer:micrometer-registry-cloudwatch* software.amazon.lambda:powertools-*"),
    ...words(
      "nuget",
      "aws.lambda.powertools.* aws.logger.* serilog.sinks.awscloudwatch awssdk.cloudwatch awssdk.cloudwatchlogs",
    ),
  ],
  "x-ray": [
    ...words("npm", "aws-xray-sdk aws-xray-sdk-* @aws-lambda-powertools/tracer"),
    ...words("pypi", "aws-xray-sdk"),
    ...words("go", "github.com/aws/aws-xray-sdk-go*"),
    ...words("maven", "com.amazonaws:aws-xray-*"),
    ...words("nuget", "awsxrayrecorder*"),
  ],
  "azure-monitor": [
    ...words("npm", "applicationinsights @microsoft/applicationinsights-* @azure/monitor-*"),
    ...words("pypi", "opencensus-ext-azure applicationinsights azure-monitor-*"),
    ...words("go", "github.com/microsoft/ApplicationInsights-Go"),
    ...words(
      "maven",
      "com.microsoft.azure:applicationinsights-* com.azure:azure-monitor-* io.micrometer:micrometer-registry-azure-monitor",
    ),
    ...words(
      "nuget",
      "microsoft.applicationinsights* microsoft.azure.functions.worker.applicationinsights azure.monitor.* serilog.sinks.applicationinsights",
    ),
  ],
  "google-cloud-monitoring": [
    ...words(
      "npm",
      "@google-cloud/monitoring @google-cloud/logging* @google-cloud/trace-agent @google-cloud/opentelemetry-* @google-cloud/error-reporting",
    ),
    ...words(
      "pypi",
      "google-cloud-monitoring google-cloud-logging google-cloud-trace google-cloud-error-reporting opentelemetry-exporter-gcp-*",
    ),
    ...words(
      "go",
      "cloud.google.com/go/logging cloud.google.com/go/monitoring cloud.google.com/go/trace cloud.google.com/go/profiler",
    ),
    ...words("go", "github.com/GoogleCloudPlatform/opentelemetry-operations-go*"),
    ...words(
      "maven",
      "com.google.cloud:google-cloud-logging* com.google.cloud:google-cloud-monitoring io.micrometer:micrometer-registry-stackdriver",
    ),
    ...words("nuget", "google.cloud.diagnostics* google.cloud.logging* google.cloud.monitoring*"),
    ...words("rubygems", "stackdriver google-cloud-logging google-cloud-monitoring"),
  ],
  statsd: [
    ...words("npm", "hot-shots node-statsd statsd-client"),
    ...words("pypi", "statsd"),
    ...words("go", "github.com/smira/go-statsd github.com/cactus/go-statsd-client* gopkg.in/alexcesaro/statsd.v2"),
    ...words("maven", "io.micrometer:micrometer-registry-statsd com.timgroup:java-statsd-client"),
    ...words("cargo", "cadence metrics-exporter-statsd"),
    ...words("rubygems", "statsd-instrument statsd-ruby"),
    ...words("hex", "statix"),
  ],
};

function words(ecosystem: string, names: string): readonly string[] {
  return names.split(" ").map((name) => `${ecosystem}:${name}`);
}
