/** Libraries that tell what a program is written with, what it does, and how it is watched. */
import type { ServiceKind } from "../assessment";
import type { Spellings } from "./clients";

interface Framework extends Spellings {
  readonly framework: string;
  /** What a program with it usually is, where the framework alone tells. */
  readonly kind?: ServiceKind;
}

export const FRAMEWORKS: readonly Framework[] = [
  { framework: "express", kind: "web", npm: "express" },
  { framework: "fastify", kind: "web", npm: "fastify" },
  { framework: "koa", kind: "web", npm: "koa" },
  { framework: "hapi", kind: "web", npm: "@hapi/hapi" },
  { framework: "hono", kind: "web", npm: "hono" },
  { framework: "nestjs", kind: "web", npm: "@nestjs/core" },
  { framework: "next", kind: "frontend", npm: "next" },
  { framework: "nuxt", kind: "frontend", npm: "nuxt nuxt3" },
  { framework: "remix", kind: "frontend", npm: "@remix-run/react @remix-run/node @remix-run/serve" },
  { framework: "react", kind: "frontend", npm: "react-dom react-scripts" },
  { framework: "vue", kind: "frontend", npm: "vue" },
  { framework: "angular", kind: "frontend", npm: "@angular/core" },
  { framework: "svelte", kind: "frontend", npm: "svelte @sveltejs/kit" },
  { framework: "bullmq", kind: "queue consumer", npm: "bullmq @nestjs/bullmq" },
  { framework: "django", kind: "web", pypi: "django" },
  { framework: "flask", kind: "web", pypi: "flask" },
  { framework: "fastapi", kind: "web", pypi: "fastapi" },
  { framework: "starlette", kind: "web", pypi: "starlette" },
  { framework: "tornado", kind: "web", pypi: "tornado" },
  { framework: "aiohttp", pypi: "aiohttp" },
  { framework: "celery", kind: "worker", pypi: "celery" },
  { framework: "airflow", kind: "cron", pypi: "apache-airflow" },
  { framework: "scrapy", kind: "worker", pypi: "scrapy" },
  { framework: "streamlit", kind: "web", pypi: "streamlit" },
  { framework: "gin", kind: "web", go: "github.com/gin-gonic/gin" },
  { framework: "echo", kind: "web", go: "github.com/labstack/echo" },
  { framework: "chi", kind: "web", go: "github.com/go-chi/chi" },
  { framework: "fiber", kind: "web", go: "github.com/gofiber/fiber" },
  { framework: "gorilla", kind: "web", go: "github.com/gorilla/mux" },
  {
    framework: "grpc",
    kind: "web",
    npm: "@grpc/grpc-js",
    pypi: "grpcio",
    go: "google.golang.org/grpc",
    maven:
      "io.grpc:grpc-netty-shaded io.grpc:grpc-netty io.grpc:grpc-stub net.devh:grpc-server-spring-boot-starter io.grpc:grpc-services",
    cargo: "tonic",
    nuget: "grpc.aspnetcore grpc.core",
  },
  {
    framework: "spring-boot",
    kind: "web",
    maven:
      "org.springframework.boot:spring-boot-starter-web org.springframework.boot:spring-boot-starter-webflux org.springframework.boot:spring-boot-starter-webmvc org.springframework.boot:spring-boot-starter-jersey",
  },
  {
    framework: "spring-boot",
    maven:
      "org.springframework.boot:spring-boot-starter org.springframework.boot:spring-boot-starter-actuator org.springframework.boot:spring-boot-starter-parent org.springframework.boot:spring-boot-dependencies org.springframework.boot org.springframework.boot:spring-boot-starter-data-jpa org.springframework.boot:spring-boot-starter-batch org.springframework.boot:spring-boot-starter-integration",
  },
  {
    framework: "quarkus",
    kind: "web",
    maven:
      "io.quarkus:quarkus-rest io.quarkus:quarkus-resteasy io.quarkus:quarkus-resteasy-reactive io.quarkus:quarkus-resteasy-jackson io.quarkus:quarkus-rest-jackson io.quarkus:quarkus-resteasy-reactive-jackson",
  },
  { framework: "quarkus", maven: "io.quarkus:*" },
  {
    framework: "micronaut",
    kind: "web",
    maven: "io.micronaut:micronaut-http-server-netty io.micronaut:micronaut-http-server",
  },
  { framework: "micronaut", maven: "io.micronaut:*" },
  {
    framework: "ktor",
    kind: "web",
    maven:
      "io.ktor:ktor-server-core io.ktor:ktor-server-core-jvm io.ktor:ktor-server-netty io.ktor:ktor-server-netty-jvm io.ktor:ktor-server-cio",
  },
  { framework: "vertx", kind: "web", maven: "io.vertx:vertx-web" },
  {
    framework: "aspnet-core",
    kind: "web",
    nuget:
      "microsoft.aspnetcore.app microsoft.aspnetcore.all microsoft.aspnetcore.openapi swashbuckle.aspnetcore microsoft.aspnetcore.mvc",
  },
  {
    framework: "azure-functions",
    npm: "@azure/functions",
    pypi: "azure-functions",
    maven: "com.microsoft.azure.functions:azure-functions-java-library",
    nuget: "microsoft.azure.functions.worker microsoft.net.sdk.functions",
  },
  { framework: "rails", kind: "web", rubygems: "rails railties" },
  { framework: "sinatra", kind: "web", rubygems: "sinatra" },
  { framework: "sidekiq", kind: "worker", rubygems: "sidekiq" },
  { framework: "laravel", kind: "web", packagist: "laravel/framework" },
  { framework: "symfony", kind: "web", packagist: "symfony/framework-bundle symfony/symfony" },
  { framework: "slim", kind: "web", packagist: "slim/slim" },
  { framework: "actix", kind: "web", cargo: "actix-web" },
  { framework: "axum", kind: "web", cargo: "axum" },
  { framework: "rocket", kind: "web", cargo: "rocket" },
  { framework: "warp", kind: "web", cargo: "warp" },
  {
    framework: "play",
    kind: "web",
    maven:
      "com.typesafe.play:play-server com.typesafe.play:play org.playframework:play com.typesafe.play:play_2.13 com.typesafe.play:play-server_2.13 org.playframework:play_2.13 org.playframework:play_3",
  },
  { framework: "phoenix", kind: "web", hex: "phoenix" },
];

interface Tool extends Spellings {
  readonly tool: string;
}

export const TOOLS: readonly Tool[] = [
  {
    tool: "prometheus",
    npm: "prom-client express-prom-bundle @willsoto/nestjs-prometheus fastify-metrics koa-prometheus-adapter nestjs-prometheus",
    pypi: "prometheus-client prometheus-fastapi-instrumentator prometheus-flask-exporter django-prometheus starlette-exporter aioprometheus starlette-prometheus celery-exporter",
    go: "github.com/prometheus/client_golang github.com/prometheus/client_golang/* github.com/grpc-ecosystem/go-grpc-prometheus github.com/zsais/go-gin-prometheus github.com/victoriametrics/metrics",
    maven:
      "io.micrometer:micrometer-registry-prometheus io.micrometer:micrometer-registry-prometheus-simpleclient io.prometheus:simpleclient io.prometheus:simpleclient_hotspot io.prometheus:simpleclient_servlet io.prometheus:prometheus-metrics-core io.quarkus:quarkus-micrometer-registry-prometheus io.micronaut.micrometer:micronaut-micrometer-registry-prometheus",
    cargo: "prometheus prometheus-client metrics-exporter-prometheus actix-web-prom axum-prometheus",
    rubygems: "prometheus-client prometheus_exporter yabeda-prometheus",
    packagist: "promphp/prometheus_client_php endclothing/prometheus_client_php spatie/laravel-prometheus",
    nuget: "prometheus-net prometheus-net.* opentelemetry.exporter.prometheus.aspnetcore app.metrics.prometheus",
    hex: "prometheus_ex prom_ex telemetry_metrics_prometheus prometheus",
  },
  {
    tool: "opentelemetry",
    npm: "@opentelemetry/* @vercel/otel @azure/monitor-opentelemetry @cdktf-observability/instrumentation nestjs-otel",
    pypi: "opentelemetry-* azure-monitor-opentelemetry",
    go: "go.opentelemetry.io/otel go.opentelemetry.io/otel/* go.opentelemetry.io/contrib/*",
    maven:
      "io.opentelemetry:* io.opentelemetry.instrumentation:* io.opentelemetry.javaagent:* io.micrometer:micrometer-tracing-bridge-otel io.quarkus:quarkus-opentelemetry",
    cargo: "opentelemetry opentelemetry-otlp opentelemetry_sdk tracing-opentelemetry",
    rubygems: "opentelemetry-sdk opentelemetry-instrumentation-all opentelemetry-exporter-otlp opentelemetry-*",
    packagist: "open-telemetry/sdk open-telemetry/*",
    nuget: "opentelemetry opentelemetry.* azure.monitor.opentelemetry.aspnetcore",
    hex: "opentelemetry opentelemetry_api opentelemetry_exporter",
  },
  {
    tool: "jaeger",
    npm: "jaeger-client",
    pypi: "jaeger-client",
    go: "github.com/uber/jaeger-client-go github.com/uber/jaeger-lib",
    maven:
      "io.jaegertracing:jaeger-client io.jaegertracing:* io.opentracing.contrib:opentracing-spring-jaeger-cloud-starter io.opentracing.contrib:opentracing-spring-jaeger-web-starter",
    nuget: "jaeger jaeger.*",
  },
  {
    tool: "zipkin",
    npm: "zipkin zipkin-transport-http",
    pypi: "py-zipkin",
    go: "github.com/openzipkin/zipkin-go",
    maven:
      "io.zipkin.reporter2:* io.zipkin.brave:* org.springframework.cloud:spring-cloud-starter-zipkin org.springframework.cloud:spring-cloud-sleuth-zipkin io.micrometer:micrometer-tracing-bridge-brave",
  },
  {
    tool: "datadog",
    npm: "dd-trace hot-shots-datadog @datadog/browser-rum @datadog/browser-logs datadog-metrics datadog-lambda-js @datadog/*",
    pypi: "ddtrace datadog datadog-lambda",
    go: "gopkg.in/datadog/dd-trace-go.v1 github.com/datadog/dd-trace-go github.com/datadog/dd-trace-go/* github.com/datadog/datadog-go",
    maven: "com.datadoghq:* io.micrometer:micrometer-registry-datadog",
    rubygems: "ddtrace datadog dogstatsd-ruby",
    packagist: "datadog/php-datadogstatsd datadog/dd-trace",
    nuget: "datadog.trace datadog.trace.bundle dogstatsd-csharp-client",
    hex: "spandex_datadog",
  },
  {
    tool: "new-relic",
    npm: "newrelic @newrelic/*",
    pypi: "newrelic",
    go: "github.com/newrelic/go-agent github.com/newrelic/go-agent/*",
    maven: "com.newrelic.agent.java:* com.newrelic.telemetry:* io.micrometer:micrometer-registry-new-relic",
    rubygems: "newrelic_rpm",
    packagist: "newrelic/*",
    nuget: "newrelic.agent newrelic.agent.api",
    hex: "new_relic_agent",
  },
  {
    tool: "sentry",
    npm: "@sentry/* raven raven-js",
    pypi: "sentry-sdk raven",
    go: "github.com/getsentry/sentry-go github.com/getsentry/sentry-go/* github.com/getsentry/raven-go",
    maven: "io.sentry:*",
    cargo: "sentry",
    rubygems: "sentry-ruby sentry-rails sentry-sidekiq sentry-raven",
    packagist: "sentry/sentry sentry/sentry-laravel sentry/sentry-symfony",
    nuget: "sentry sentry.*",
    hex: "sentry",
  },
  {
    tool: "elk",
    npm: "elastic-apm-node @elastic/apm-rum winston-elasticsearch winston-logstash pino-elasticsearch @elastic/ecs-pino-format",
    pypi: "elastic-apm python-logstash python-logstash-async",
    go: "go.elastic.co/apm go.elastic.co/apm/*",
    maven: "co.elastic.apm:* net.logstash.logback:logstash-logback-encoder-tcp",
    rubygems: "elastic-apm logstash-logger",
    nuget: "elastic.apm elastic.apm.* serilog.sinks.elasticsearch elastic.serilog.sinks",
  },
  {
    tool: "cloudwatch",
    npm: "@aws-sdk/client-cloudwatch @aws-sdk/client-cloudwatch-logs winston-cloudwatch aws-embedded-metrics @aws-lambda-powertools/metrics",
    pypi: "watchtower aws-embedded-metrics",
    go: "github.com/aws/aws-sdk-go-v2/service/cloudwatch github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs",
    maven:
      "software.amazon.awssdk:cloudwatch io.micrometer:micrometer-registry-cloudwatch2 software.amazon.awssdk:cloudwatchlogs",
    nuget: "awssdk.cloudwatch awssdk.cloudwatchlogs aws.logger.aspnetcore serilog.sinks.awscloudwatch",
  },
  {
    tool: "azure-monitor",
    npm: "applicationinsights @azure/monitor-opentelemetry-exporter @microsoft/applicationinsights-web",
    pypi: "opencensus-ext-azure applicationinsights azure-monitor-opentelemetry-exporter",
    maven:
      "com.microsoft.azure:applicationinsights-web com.microsoft.azure:applicationinsights-core com.microsoft.azure:applicationinsights-spring-boot-starter com.microsoft.azure:applicationinsights-runtime-attach io.micrometer:micrometer-registry-azure-monitor",
    nuget:
      "microsoft.applicationinsights microsoft.applicationinsights.* azure.monitor.opentelemetry.exporter serilog.sinks.applicationinsights microsoft.azure.functions.worker.applicationinsights",
  },
  {
    tool: "google-cloud-monitoring",
    npm: "@google-cloud/monitoring @google-cloud/logging @google-cloud/logging-winston @google-cloud/logging-bunyan @google-cloud/trace-agent",
    pypi: "google-cloud-monitoring google-cloud-logging google-cloud-trace google-cloud-error-reporting",
    go: "cloud.google.com/go/monitoring cloud.google.com/go/logging cloud.google.com/go/trace",
    maven:
      "com.google.cloud:google-cloud-logging com.google.cloud:google-cloud-monitoring com.google.cloud:spring-cloud-gcp-starter-logging com.google.cloud:spring-cloud-gcp-starter-trace io.micrometer:micrometer-registry-stackdriver",
    nuget: "google.cloud.monitoring.v3 google.cloud.logging.v2 google.cloud.diagnostics.aspnetcore3",
  },
  {
    tool: "statsd",
    npm: "node-statsd hot-shots statsd-client lynx",
    pypi: "statsd aiodogstatsd django-statsd",
    go: "github.com/cactus/go-statsd-client github.com/alexcesaro/statsd gopkg.in/alexcesaro/statsd.v2 github.com/smira/go-statsd",
    maven: "io.micrometer:micrometer-registry-statsd com.timgroup:java-statsd-client",
    cargo: "cadence",
    rubygems: "statsd-ruby statsd-instrument",
    packagist: "league/statsd domnikl/statsd",
    nuget: "justeat.statsd statsdclient",
    hex: "statix",
  },
  {
    tool: "loki",
    npm: "winston-loki pino-loki",
    pypi: "python-logging-loki logging-loki",
    go: "github.com/grafana/loki-client-go",
    maven: "com.github.loki4j:loki-logback-appender",
    cargo: "tracing-loki",
    nuget: "serilog.sinks.grafana.loki",
  },
  {
    tool: "fluentd",
    npm: "fluent-logger @fluent-org/logger",
    pypi: "fluent-logger",
    go: "github.com/fluent/fluent-logger-golang",
    maven: "org.fluentd:fluent-logger com.sndyuk:logback-more-appenders",
    rubygems: "fluent-logger fluentd",
  },
];

interface Language extends Spellings {
  readonly language: string;
}

/** Languages that share their ecosystem with another. */
export const LANGUAGES: readonly Language[] = [
  { language: "typescript", npm: "typescript ts-node tsx @types/node" },
  { language: "kotlin", maven: "org.jetbrains.kotlin:* org.jetbrains.kotlin.jvm" },
  { language: "scala", maven: "org.scala-lang:* com.typesafe.play:* com.typesafe.akka:*" },
];
