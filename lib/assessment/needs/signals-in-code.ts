/** What programs measure of themselves: metrics that they define, libraries and agents that measure for them. */
import type { AssessedService, ServiceKind } from "../assessment";
import { definedMetrics, evidenceOf, thingsOf, type DefinedMetric, type Thing } from "../monitoring";
import type { ProjectFile } from "../project";
import { collectedBy, GOLDEN, servicesOfThing, signals, type Assessed, type Signal } from "./signal";
import { runsIn } from "./workspace";

export const codeSignals = (assessed: Assessed): readonly Signal[] => {
  const collected = collectedBy(assessed);
  const runs = runsIn(assessed.project, assessed.services);
  return [
    ...definedMetrics(assessed.project).flatMap((metric) =>
      runs(metric.evidence.file)
        .filter(collected)
        .flatMap(({ name, kind }) => signals(name, needsOfMetric(metric, kind.value), metric.evidence)),
    ),
    ...thingsOf(assessed.project).flatMap((thing) => ofThing(thing, assessed, collected)),
    ...words(assessed, collected),
  ];
};

const ERRORS = /(?:^|_)(?:errors?|failed|failures?|exceptions?|rejected)(?:_|$)/;
const DURATION = /duration|latency|_seconds$|_milliseconds$|_time(?:_ms)?$/;
const TRAFFIC = /requests?|calls|processed|handled|completed|jobs|messages|orders|events|runs|tasks|received|consumed/;
const SUCCESS = /last_(?:success|run|completed|completion)|success(?:ful)?_(?:time|timestamp)/;

/** What a metric says of its program, by its name, its type and whether it tells outcomes apart. */
const needsOfMetric = (
  { name, type, tellsOutcome }: DefinedMetric,
  kind: AssessedService["kind"]["value"],
): readonly string[] => {
  if (kind === "cron")
    return [
      ...(SUCCESS.test(name) ? ["last-success"] : []),
      ...(DURATION.test(name) && !SUCCESS.test(name) ? ["run-duration"] : []),
      ...(ERRORS.test(name) || (type === "counter" && tellsOutcome) ? ["errors"] : []),
    ];
  if (type === "counter")
    return [
      ...((TRAFFIC.test(name) || tellsOutcome) && !ERRORS.test(name) ? ["traffic"] : []),
      ...(ERRORS.test(name) || tellsOutcome ? ["errors"] : []),
    ];
  const measured = (type === "histogram" || type === "summary") && DURATION.test(name);
  return measured ? ["latency", "traffic", ...(tellsOutcome ? ["errors"] : [])] : [];
};

interface Row {
  readonly names: RegExp;
  readonly needs: readonly string[];
  /** Needs somebody who asks for it; agents send by themselves. */
  readonly scraped: boolean;
  /** @default any */
  readonly kind?: ServiceKind;
}

/** Libraries and agents, and what they measure by themselves. */
const ROWS: readonly Row[] = [
  {
    names:
      /^(?:npm:(?:express-prom-bundle|express-prometheus-middleware|prometheus-api-metrics|fastify-metrics|koa-prometheus-middleware)|pypi:(?:prometheus-fastapi-instrumentator|prometheus-flask-exporter|django-prometheus|starlette-prometheus|starlette[-_]exporter)|nuget:prometheus-net\.aspnetcore|maven:io\.(?:quarkus:quarkus|micronaut\.micrometer:micronaut)-micrometer-registry-prometheus|rubygems:(?:prometheus_exporter|yabeda-prometheus)|cargo:(?:axum-prometheus|actix-web-prom)|hex:prom_ex)$/,
    needs: GOLDEN,
    scraped: true,
  },
  {
    names:
      /^(?:npm:@willsoto\/nestjs-prometheus$|pypi:prometheus[-_]client|go:github\.com\/prometheus\/client_golang|maven:io\.(?:prometheus:|micrometer:micrometer-registry-prometheus)|nuget:prometheus-net$|packagist:(?:artprima|spatie)\/)/,
    needs: ["saturation"],
    scraped: true,
  },
  {
    names:
      /^(?:npm:(?:dd-trace|newrelic|elastic-apm-node|applicationinsights|@azure\/monitor-opentelemetry|datadog-lambda-js)|pypi:(?:ddtrace|newrelic|elastic-apm|applicationinsights|azure-monitor-opentelemetry|opencensus-ext-azure|datadog-lambda)|go:(?:gopkg\.in\/DataDog\/dd-trace-go|github\.com\/DataDog\/dd-trace-go|github\.com\/newrelic\/go-agent|go\.elastic\.co\/apm|github\.com\/microsoft\/ApplicationInsights-Go)|maven:(?:com\.microsoft\.azure:applicationinsights-|co\.elastic\.apm:apm-agent|com\.newrelic\.agent|com\.datadoghq:dd-java-agent)|nuget:(?:microsoft\.applicationinsights\.(?:aspnetcore|workerservice)|microsoft\.azure\.functions\.worker\.applicationinsights|azure\.monitor\.opentelemetry\.aspnetcore|elastic\.apm|newrelic\.agent|datadog\.trace)|rubygems:(?:ddtrace|datadog|newrelic_rpm|elastic-apm)$|packagist:datadog\/dd-trace|hex:new_relic_agent)/,
    needs: GOLDEN,
    scraped: false,
  },
  {
    names:
      /^(?:dd-java-agent|ddtrace-run|dd-trace\/init|datadog-init|newrelic-admin|newrelic\.jar|newrelic-agent|elastic-apm-agent|elastic-apm-node|applicationinsights-agent|opentelemetry-javaagent)$/,
    needs: GOLDEN,
    scraped: false,
  },
  {
    names:
      /^(?:APPLICATIONINSIGHTS_CONNECTION_STRING|APPINSIGHTS_INSTRUMENTATIONKEY|NEW_RELIC_APP_NAME|annotation:admission\.datadoghq\.com\/.{1,60})$/,
    needs: GOLDEN,
    scraped: false,
  },
  { names: /^sentry$/, needs: ["errors"], scraped: false },
  { names: /^AIRFLOW__METRICS__STATSD_ON$/, needs: ["run-duration", "errors"], scraped: false, kind: "cron" },
  {
    names: /^annotation:instrumentation\.opentelemetry\.io\/inject-(?:java|dotnet|python)$/,
    needs: GOLDEN,
    scraped: false,
  },
  {
    names:
      /^(?:npm:@sentry\/|pypi:sentry-sdk|go:github\.com\/getsentry\/sentry-go|maven:io\.sentry:|nuget:sentry|cargo:sentry|rubygems:sentry-|packagist:sentry\/|hex:sentry)/,
    needs: ["errors"],
    scraped: false,
  },
  { names: /^npm:(?:web-vitals|@vercel\/speed-insights)$/, needs: ["page-load", "time-to-first-byte"], scraped: false },
  {
    names: /^npm:@datadog\/browser-rum|^npm:@newrelic\/browser-agent$|^npm:@elastic\/apm-rum|^npm:@grafana\/faro-/,
    needs: ["page-load", "time-to-first-byte", "errors"],
    scraped: false,
  },
];

/** Resources on which a setting stands for programs whose names stand elsewhere. */
const HOSTED = /resource "(?:azurerm_\w{1,60}(?:function_app|web_app|app_service|container_app)|azurerm_function_app)"/;

const ofThing = (
  thing: Thing,
  assessed: Assessed,
  collected: (service: AssessedService) => boolean,
): readonly Signal[] => {
  const rows = ROWS.filter(({ names }) => names.test(thing.name));
  if (rows.length === 0) return [];
  const about = servicesOfThing(thing, assessed);
  const services = about.length > 0 || !isHosted(thing, assessed) ? about : assessed.services;
  return rows.flatMap(({ needs, scraped, kind }) =>
    services
      .filter((service) => (!scraped || collected(service)) && (kind ?? service.kind.value) === service.kind.value)
      .flatMap(({ name }) => signals(name, needs, evidenceOf(thing))),
  );
};

const isHosted = ({ kind, file, line }: Thing, { project }: Assessed): boolean => {
  if (kind !== "setting") return false;
  if (file.endsWith(".bicep")) return true;
  const found = project.file(file);
  const text = found === undefined ? "" : (project.text(found)?.split("\n")[(line ?? 1) - 1] ?? "");
  return HOSTED.test(text);
};

interface Word {
  /** A library that must be there. */
  readonly library: RegExp;
  /** What stands in the code besides. */
  readonly word: RegExp;
  readonly needs: readonly string[];
  readonly scraped: boolean;
}

/** What a library measures only where the code or its settings say so. */
const WORDS: readonly Word[] = [
  { library: /^npm:prom-client$/, word: /\bcollectDefaultMetrics\b/, needs: ["saturation"], scraped: true },
  { library: /^nuget:prometheus-net/, word: /\bUseHttpMetrics\b/, needs: GOLDEN, scraped: true },
  {
    library:
      /^(?:npm:@sentry\/|pypi:sentry-sdk|go:github\.com\/getsentry|maven:io\.sentry|nuget:sentry|rubygems:sentry-)/,
    word: /\b(?:tracesSampleRate|traces_sample_rate|TracesSampleRate|tracesSampler|browserTracing\w{0,20}|BrowserTracing)\b/,
    needs: ["latency", "page-load", "time-to-first-byte"],
    scraped: false,
  },
  {
    library: /^nuget:opentelemetry\.instrumentation\.aspnetcore$/,
    word: /\bWithMetrics\b|\bAddOpenTelemetryMetrics\b/,
    needs: GOLDEN,
    scraped: false,
  },
  {
    library: /^npm:@opentelemetry\/(?:auto-instrumentations-node|instrumentation-http|sdk-node)$/,
    word: /\b(?:PeriodicExportingMetricReader|PrometheusExporter|MeterProvider|metricReaders?)\b/,
    needs: ["traffic", "errors", "latency", "saturation"],
    scraped: false,
  },
  {
    library: /^go:go\.opentelemetry\.io\/contrib\/instrumentation/,
    word: /\b(?:NewMeterProvider|SetMeterProvider)\b/,
    needs: ["traffic", "errors", "latency"],
    scraped: false,
  },
  {
    library: /^pypi:opentelemetry-instrumentation-(?:fastapi|flask|django|asgi|wsgi|starlette)$/,
    word: /\b(?:MeterProvider|set_meter_provider)\b/,
    needs: ["traffic", "errors", "latency"],
    scraped: false,
  },
  {
    library: /^maven:org\.springframework\.boot:spring-boot-starter-actuator$/,
    word: /\bmicrometer-registry-prometheus\b/,
    needs: GOLDEN,
    scraped: true,
  },
];

const words = (assessed: Assessed, collected: (service: AssessedService) => boolean): readonly Signal[] => {
  const { project, services } = assessed;
  const texts = [...project.sources.map(({ file }) => file), ...project.files.filter(isBuild)];
  const filesOf = new Map(services.map((service): [AssessedService, ProjectFile[]] => [service, []]));
  const runs = runsIn(project, services);
  for (const file of texts) for (const service of runs(file.path)) filesOf.get(service)?.push(file);
  const says = (service: AssessedService, word: RegExp): boolean =>
    filesOf.get(service)?.some((file) => word.test(project.text(file) ?? "")) === true;
  return thingsOf(project).flatMap((thing) =>
    WORDS.filter(({ library }) => library.test(thing.name)).flatMap(({ word, needs, scraped }) =>
      about(thing, runs, assessed)
        .filter((service) => (!scraped || collected(service)) && says(service, word))
        .flatMap(({ name }) => signals(name, needs, evidenceOf(thing))),
    ),
  );
};

/** A library of a shared package is that of all services that use the package. */
const about = (
  thing: Thing,
  runs: (file: string) => readonly AssessedService[],
  assessed: Assessed,
): readonly AssessedService[] => {
  const own = servicesOfThing(thing, assessed);
  return thing.of === undefined ? [...new Set([...own, ...runs(thing.file)])] : own;
};

const isBuild = ({ name }: { readonly name: string }): boolean =>
  name === "pom.xml" || /^build\.gradle(?:\.kts)?$/.test(name);
