/** What a thing says of the tools that watch: a table of names, and how to look them up. */
import type { Confidence } from "../assessment";
import { LIBRARIES } from "./tool-libraries";
import type { Thing, ThingKind } from "./thing";

type Names = Readonly<Record<string, string>>;

/** Endings of repositories; `*` ends a beginning of the last part. */
const IMAGES: Names = {
  prometheus:
    "prometheus prom/prometheus prometheus-operator prometheus-config-reloader vmagent-prometheus pushgateway",
  alertmanager: "alertmanager",
  grafana: "grafana grafana-oss grafana-enterprise grafana-oss-dev grafana-image-renderer grafana/otel-lgtm",
  loki: "loki grafana/loki-* fluent-bit-plugin-loki grafana/otel-lgtm",
  promtail: "promtail",
  "grafana-agent": "grafana/agent grafana/agent-operator agentctl",
  alloy: "alloy",
  tempo: "tempo grafana/tempo-* grafana/otel-lgtm",
  mimir: "mimir grafana/mimir-* cortex",
  jaeger: "jaegertracing/* jaeger-all-in-one jaeger",
  zipkin: "zipkin openzipkin/*",
  opentelemetry:
    "opentelemetry-collector* otel-collector* opentelemetry-operator aws-otel-collector otelcol* grafana/otel-lgtm",
  fluentd: "fluentd fluentd-kubernetes-daemonset fluentd-elasticsearch td-agent",
  "fluent-bit": "fluent-bit aws-for-fluent-bit fluent-bit-plugin-loki fluent-operator",
  vector: "timberio/vector",
  elk: "logstash logstash-oss kibana kibana-oss filebeat metricbeat heartbeat packetbeat auditbeat apm-server elastic-agent opensearch-dashboards elk",
  datadog: "datadog/agent datadog/* datadoghq/agent datadoghq/* public-datadog/*",
  "new-relic": "newrelic/*",
  instana: "instana/*",
  sentry: "getsentry/* sentry",
  cloudwatch: "cloudwatch-agent amazon-cloudwatch-agent",
  "x-ray": "aws-xray-daemon",
  statsd: "statsd statsd-exporter graphite-statsd",
  thanos: "thanosio/thanos thanos",
  victoriametrics: "victoriametrics/*",
  telegraf: "telegraf",
  cadvisor: "cadvisor",
  "blackbox-exporter": "blackbox-exporter blackbox_exporter",
  "node-exporter": "node-exporter node_exporter",
  "postgres-exporter": "postgres-exporter postgres_exporter",
  "mysqld-exporter": "mysqld-exporter mysqld_exporter mysql-exporter",
  "mongodb-exporter": "mongodb-exporter mongodb_exporter",
  "redis-exporter": "redis-exporter redis_exporter",
  "kafka-exporter": "kafka-exporter kafka_exporter kminion",
  "rabbitmq-exporter": "rabbitmq-exporter rabbitmq_exporter",
  "nginx-exporter": "nginx-prometheus-exporter nginx-exporter nginx-vts-exporter",
  "elasticsearch-exporter": "elasticsearch-exporter elasticsearch_exporter",
  "memcached-exporter": "memcached-exporter memcached_exporter",
  "kube-state-metrics": "kube-state-metrics",
};

const CHARTS: Names = {
  prometheus:
    "kube-prometheus-stack prometheus prometheus-operator kube-prometheus prometheus-operator-crds victoria-metrics-k8s-stack-prometheus",
  alertmanager: "alertmanager kube-prometheus-stack kube-prometheus prometheus-operator",
  grafana: "grafana kube-prometheus-stack grafana-operator lgtm-distributed prometheus-operator",
  "kube-state-metrics": "kube-state-metrics kube-prometheus-stack prometheus-operator",
  "node-exporter": "prometheus-node-exporter kube-prometheus-stack prometheus-operator node-exporter",
  loki: "loki loki-stack loki-distributed loki-simple-scalable lgtm-distributed",
  promtail: "promtail loki-stack",
  "grafana-agent": "grafana-agent grafana-agent-operator",
  alloy: "alloy k8s-monitoring",
  tempo: "tempo tempo-distributed lgtm-distributed",
  mimir: "mimir-distributed cortex lgtm-distributed",
  jaeger: "jaeger jaeger-operator jaeger-all-in-one",
  zipkin: "zipkin",
  opentelemetry: "opentelemetry-collector opentelemetry-operator opentelemetry-kube-stack opentelemetry-demo",
  fluentd: "fluentd fluentd-elasticsearch fluentd-kubernetes-daemonset logging-operator",
  "fluent-bit": "fluent-bit aws-for-fluent-bit fluent-operator",
  vector: "vector vector-agent",
  elk: "kibana logstash filebeat metricbeat eck-stack elastic-stack eck-operator apm-server",
  datadog: "datadog datadog-operator",
  "new-relic": "nri-bundle newrelic-logging newrelic-infrastructure",
  instana: "instana-agent",
  sentry: "sentry",
  cloudwatch: "aws-cloudwatch-metrics amazon-cloudwatch-observability",
  thanos: "thanos",
  victoriametrics: "victoria-metrics-*",
  statsd: "prometheus-statsd-exporter",
  "blackbox-exporter": "prometheus-blackbox-exporter",
  "postgres-exporter": "prometheus-postgres-exporter",
  "mysqld-exporter": "prometheus-mysql-exporter",
  "mongodb-exporter": "prometheus-mongodb-exporter",
  "redis-exporter": "prometheus-redis-exporter",
  "kafka-exporter": "prometheus-kafka-exporter kminion",
  "rabbitmq-exporter": "prometheus-rabbitmq-exporter",
  "elasticsearch-exporter": "prometheus-elasticsearch-exporter",
};

const SETTINGS: Names = {
  opentelemetry: "OTEL_* annotation:instrumentation.opentelemetry.io/* annotation:sidecar.opentelemetry.io/*",
  datadog:
    "DD_API_KEY DD_SITE DD_ENV DD_SERVICE DD_VERSION DD_AGENT_HOST DD_TRACE_* DD_LOGS_* DD_DOGSTATSD_* DD_APM_* DD_PROFILING_* annotation:ad.datadoghq.com/* annotation:admission.datadoghq.com/* annotation:tags.datadoghq.com/* label:com.datadoghq*",
  "new-relic": "NEW_RELIC_* NEWRELIC_* NRIA_* annotation:newrelic.com/*",
  instana: "INSTANA_*",
  sentry: "SENTRY_* NEXT_PUBLIC_SENTRY_* VITE_SENTRY_* REACT_APP_SENTRY_*",
  "azure-monitor": "APPLICATIONINSIGHTS_* APPINSIGHTS_* ApplicationInsights__*",
  jaeger: "JAEGER_* annotation:sidecar.jaegertracing.io/*",
  zipkin: "ZIPKIN_* MANAGEMENT_ZIPKIN_* management.zipkin.*",
  elk: "ELASTIC_APM_* annotation:co.elastic.logs/*",
  statsd: "STATSD_*",
  prometheus: "annotation:prometheus.io/* label:prometheus* management.prometheus.* management.endpoint.prometheus.*",
  grafana: "annotation:grafana_dashboard annotation:grafana_datasource GF_*",
  "fluent-bit": "annotation:fluentbit.io/*",
};

const OBJECTS: Names = {
  prometheus:
    "monitoring.coreos.com/ServiceMonitor monitoring.coreos.com/PodMonitor monitoring.coreos.com/Probe monitoring.coreos.com/ScrapeConfig monitoring.coreos.com/PrometheusRule monitoring.coreos.com/Prometheus* azmonitoring.coreos.com/*",
  alertmanager: "monitoring.coreos.com/Alertmanager monitoring.coreos.com/AlertmanagerConfig",
  thanos: "monitoring.coreos.com/ThanosRuler",
  opentelemetry: "opentelemetry.io/*",
  jaeger: "jaegertracing.io/*",
  loki: "loki.grafana.com/*",
  tempo: "tempo.grafana.com/*",
  grafana: "grafana.integreatly.org/* integreatly.org/Grafana*",
  "grafana-agent": "monitoring.grafana.com/*",
  datadog: "datadoghq.com/*",
  "fluent-bit": "fluentbit.fluent.io/*",
  fluentd: "fluentd.fluent.io/* logging.banzaicloud.io/*",
  elk: "kibana.k8s.elastic.co/* beat.k8s.elastic.co/* agent.k8s.elastic.co/* apm.k8s.elastic.co/* logstash.k8s.elastic.co/*",
  victoriametrics: "operator.victoriametrics.com/*",
  "google-cloud-monitoring": "monitoring.googleapis.com/*",
};

const RESOURCES: Names = {
  cloudwatch:
    "aws_cloudwatch_metric_* aws_cloudwatch_log_* aws_cloudwatch_dashboard aws_cloudwatch_composite_alarm aws_cloudwatch_query_definition aws_cloudwatch_contributor_* AWS::CloudWatch::* AWS::Logs::* AWS::ApplicationInsights::*",
  "x-ray": "aws_xray_* AWS::XRay::*",
  prometheus: "aws_prometheus_* AWS::APS::* azurerm_monitor_workspace",
  grafana: "grafana_* aws_grafana_* azurerm_dashboard_grafana AWS::Grafana::*",
  "azure-monitor":
    "azurerm_monitor_* azurerm_application_insights* azurerm_log_analytics_* microsoft.insights/* microsoft.operationalinsights/* microsoft.alertsmanagement/*",
  "google-cloud-monitoring": "google_monitoring_* google_logging_*",
  datadog: "datadog_*",
  "new-relic": "newrelic_*",
  sentry: "sentry_*",
  pagerduty: "pagerduty_*",
  opsgenie: "opsgenie_*",
};

const DRIVERS: Names = {
  cloudwatch: "awslogs",
  fluentd: "fluentd",
  loki: "loki grafana/loki-docker-driver*",
  "google-cloud-monitoring": "gcplogs",
  "fluent-bit": "awsfirelens",
};

const AGENTS: Names = {
  opentelemetry:
    "opentelemetry-javaagent aws-opentelemetry-agent opentelemetry-instrument @opentelemetry/auto-instrumentations-node/register",
  "azure-monitor": "applicationinsights-agent",
  prometheus: "jmx_prometheus*",
  datadog: "dd-java-agent ddtrace-run dd-trace/init datadog-init",
  "new-relic": "newrelic-admin newrelic.jar newrelic-agent",
  elk: "elastic-apm-agent elastic-apm-node",
  fluentd: "td-agent",
  "fluent-bit": "fluent-bit",
  promtail: "promtail",
  "grafana-agent": "grafana-agent",
  cloudwatch: "amazon-cloudwatch-agent",
  "node-exporter": "node_exporter",
};

const CONFIGURATIONS: Names = {
  prometheus: "prometheus rules",
  alertmanager: "alertmanager",
  promtail: "promtail",
  loki: "loki",
  tempo: "tempo",
  zipkin: "zipkin",
  mimir: "mimir",
  "grafana-agent": "grafana-agent",
  "node-exporter": "node-exporter",
  opentelemetry: "collector",
  jaeger: "jaeger",
  vector: "vector",
  "fluent-bit": "fluent-bit",
  elk: "filebeat elastic logstash",
  "blackbox-exporter": "blackbox-exporter",
  grafana: "provisioning grafana dashboard",
  fluentd: "fluentd td-agent",
  "new-relic": "newrelic",
  datadog: "datadog",
  sentry: "sentry",
  alloy: "alloy",
  telegraf: "telegraf",
  cloudwatch: "cloudwatch-agent",
};

interface Row {
  readonly tool: string;
  readonly pattern: string;
}

const rows = (table: Readonly<Record<string, string | readonly string[]>>): readonly Row[] =>
  Object.entries(table).flatMap(([tool, names]) =>
    (typeof names === "string" ? names.split(" ") : names).map((pattern): Row => ({ tool, pattern })),
  );

interface Column {
  readonly exact: ReadonlyMap<string, readonly string[]>;
  readonly beginnings: readonly Row[];
}

const column = (all: readonly Row[]): Column => {
  const exact = new Map<string, string[]>();
  for (const { tool, pattern } of all.filter(({ pattern }) => !pattern.endsWith("*")))
    exact.set(pattern, [...(exact.get(pattern) ?? []), tool]);
  return {
    exact,
    beginnings: all
      .filter(({ pattern }) => pattern.endsWith("*"))
      .map(({ tool, pattern }) => ({ tool, pattern: pattern.slice(0, -1) })),
  };
};

const TABLE: Readonly<Record<ThingKind, Column>> = {
  image: column(rows(IMAGES)),
  chart: column(rows(CHARTS)),
  library: column(rows(LIBRARIES)),
  setting: column(rows(SETTINGS)),
  object: column(rows(OBJECTS)),
  resource: column(rows(RESOURCES)),
  driver: column(rows(DRIVERS)),
  agent: column(rows(AGENTS)),
  configuration: column(rows(CONFIGURATIONS)),
};

const inColumn = ({ exact, beginnings }: Column, name: string): readonly string[] => [
  ...(exact.get(name) ?? []),
  ...beginnings.filter(({ pattern }) => name.startsWith(pattern)).map(({ tool }) => tool),
];

/** Names under which it may stand in the table: of an image its last part and its last two. */
const namesOf = ({ kind, name }: Thing): readonly string[] => {
  if (kind !== "image") return [name];
  const parts = name.split("/");
  return [...new Set([parts.slice(-2).join("/"), parts.at(-1) ?? name])];
};

/** How sure the kinds are by themselves. */
const SURE: Readonly<Partial<Record<ThingKind, Confidence>>> = { library: "certain", setting: "likely" };

const answers = new WeakMap<Thing, readonly string[]>();

/** The tools that it says are there. */
export const toolsOf = (thing: Thing): readonly string[] => {
  const before =
    answers.get(thing) ??
    [...new Set(namesOf(thing).flatMap((name) => inColumn(TABLE[thing.kind], name)))].filter(
      (tool) => !switchedOff(thing, tool),
    );
  answers.set(thing, before);
  return before;
};

export const confidenceOf = (thing: Thing): Confidence => thing.confidence ?? SURE[thing.kind] ?? "certain";

/** A chart of many parts whose values leave this one out: `grafana: { enabled: false }`. */
const switchedOff = ({ kind, body }: Thing, tool: string): boolean => {
  if (kind !== "chart") return false;
  const values = body?.["values"];
  const key = PARTS[tool];
  if (key === undefined || typeof values !== "object" || values === null) return false;
  const part = (values as Readonly<Record<string, unknown>>)[key];
  return typeof part === "object" && part !== null && (part as Readonly<Record<string, unknown>>)["enabled"] === false;
};

const PARTS: Readonly<Record<string, string>> = {
  grafana: "grafana",
  alertmanager: "alertmanager",
  "node-exporter": "nodeExporter",
  "kube-state-metrics": "kubeStateMetrics",
  promtail: "promtail",
};
