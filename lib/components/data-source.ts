/** Data sources of Grafana as data, and the links between them: exemplar to trace, trace to logs and metrics, log line to trace. */
import {
  EXEMPLAR_LABEL,
  prometheusDuration,
  TRACE_ID,
  TRACE_ID_PATTERN,
  urlOf,
  type Duration,
  type Endpoint,
  type SecretRef,
  type Values,
} from "../model";
import type { Pods, Port } from "../terraform";

export type DataSourceType = "prometheus" | "loki" | "jaeger" | "alertmanager";

export interface DataSource {
  /** Stable: dashboards, links and rules name it. */
  readonly uid: string;
  readonly name: string;
  readonly type: DataSourceType;
  readonly url: string;
  /** What Grafana calls `jsonData`, as Grafana is to have it: nothing in it is escaped. */
  readonly settings: Values;
  /** Headers of every request to it, e.g. the tenant. @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** A login at its door; the Secret's entry is `password`. @default none */
  readonly login?: { readonly user: string; readonly password: SecretRef };
}

/** What a component offers that Grafana can query: `grafana.addDataSource(loki)`. */
export interface DataSourceProvider {
  readonly dataSource: DataSource;
  readonly endpoint: Endpoint;
  /** The pods that answer, which must let Grafana in. @default none: it stands outside of the cluster */
  readonly pods?: Pods;
  /** The ports of these pods, where they are not the Service's. @default the port of `endpoint` */
  readonly ports?: readonly Port[];
}

/** Who asks Loki: as which tenant, with which password (entry `password`) where its gateway asks for one. */
export interface LokiAccess {
  readonly tenant?: string;
  readonly credentials?: SecretRef;
}

/** The data source of each product, reached inside the cluster. */
export const dataSource = {
  prometheus: (endpoint: Endpoint, scrapeInterval: Duration): DataSource => ({
    uid: "prometheus",
    name: "Prometheus",
    type: "prometheus",
    url: urlOf(endpoint),
    settings: {
      // POST because long queries do not fit in a URL; the interval is the lower bound of $__rate_interval.
      httpMethod: "POST",
      timeInterval: prometheusDuration(scrapeInterval),
      prometheusType: "Prometheus",
      // Its rules show in Grafana's alerting pages, from which nobody can write series into it.
      manageAlerts: true,
      allowAsRecordingRulesTarget: false,
    },
  }),
  loki: (endpoint: Endpoint, { tenant, credentials }: LokiAccess = {}): DataSource => ({
    uid: "loki",
    name: "Loki",
    type: "loki",
    url: urlOf(endpoint),
    settings: { manageAlerts: true },
    ...(tenant === undefined
      ? {}
      : credentials === undefined
        ? { headers: { "X-Scope-OrgID": tenant } }
        : { login: { user: tenant, password: credentials } }),
  }),
  jaeger: (endpoint: Endpoint): DataSource => ({
    uid: "jaeger",
    name: "Jaeger",
    type: "jaeger",
    url: urlOf(endpoint),
    settings: { nodeGraph: { enabled: true } },
  }),
  alertmanager: (endpoint: Endpoint): DataSource => ({
    uid: "alertmanager",
    name: "Alertmanager",
    type: "alertmanager",
    url: urlOf(endpoint),
    settings: { implementation: "prometheus", handleGrafanaManagedAlerts: false },
  }),
};

/** All data sources, each told of the others that it can lead to: of several of a type, the first. */
export const linked = (sources: readonly DataSource[]): readonly DataSource[] => {
  const uidOf = (type: DataSourceType): string | undefined => sources.find((source) => source.type === type)?.uid;
  const [prometheus, loki, jaeger, alertmanager] = [
    uidOf("prometheus"),
    uidOf("loki"),
    uidOf("jaeger"),
    uidOf("alertmanager"),
  ];
  return sources.map((source) => ({ ...source, settings: { ...source.settings, ...linksOf(source.type) } }));

  function linksOf(type: DataSourceType): Values {
    switch (type) {
      case "prometheus":
        return {
          ...(jaeger === undefined
            ? {}
            : {
                exemplarTraceIdDestinations: [
                  { name: EXEMPLAR_LABEL, datasourceUid: jaeger, urlDisplayLabel: OPEN_TRACE },
                ],
              }),
          ...(alertmanager === undefined ? {} : { alertmanagerUid: alertmanager }),
        };
      case "loki":
        return {
          ...(jaeger === undefined ? {} : { derivedFields: logToTrace(jaeger) }),
          ...(alertmanager === undefined ? {} : { alertmanagerUid: alertmanager }),
        };
      case "jaeger":
        return {
          ...(loki === undefined ? {} : { tracesToLogsV2: traceToLogs(loki) }),
          ...(prometheus === undefined ? {} : { tracesToMetrics: traceToMetrics(prometheus) }),
        };
      case "alertmanager":
        return {};
    }
  }
};

const OPEN_TRACE = "Open trace";

/** The trace id as structured metadata or parsed label, and as text in the line. */
const logToTrace = (jaeger: string): readonly Values[] => {
  const link = { datasourceUid: jaeger, url: "${__value.raw}", urlDisplayLabel: OPEN_TRACE };
  return [
    { name: TRACE_ID, matcherType: "label", matcherRegex: `^${TRACE_ID}$`, ...link },
    { name: "trace", matcherType: "regex", matcherRegex: TRACE_ID_PATTERN, ...link },
  ];
};

/** A label that `traceToLogs` makes for itself. */
const IN_LINE = "in_line";

/**
 * The log lines of the whole trace, in whichever service: with its id in the line, as Fluentd sends them, or beside it, as the OpenTelemetry
 * protocol does. Loki gives every stream a `service_name` (its limit `discover_service_name`, which our Loki leaves as it is). Grafana can narrow the query by tags of the span, but Jaeger's API takes
 * `service.name` out of them (OpenTelemetry's Jaeger translator), and a query with a tag that a span lacks is a link that is not there.
 */
const traceToLogs = (loki: string): Values => ({
  datasourceUid: loki,
  // Clocks differ between nodes, and a line may be written after its span has ended.
  spanStartTimeShift: "-5m",
  spanEndTimeShift: "5m",
  customQuery: true,
  query:
    `{service_name=~".+"} | label_format ${IN_LINE}=\`{{ contains "\${__trace.traceId}" __line__ }}\` ` +
    `| ${IN_LINE}="true" or ${TRACE_ID}="\${__trace.traceId}"`,
});

/** Of the span's operation, because that is what Grafana knows of every span: its name, as the tag `name`. */
const traceToMetrics = (prometheus: string): Values => ({
  datasourceUid: prometheus,
  spanStartTimeShift: "-15m",
  spanEndTimeShift: "15m",
  tags: [{ key: "name", value: "span_name" }],
  queries: [
    { name: "Request rate", query: `sum by (service_name) (rate(${CALLS}{$__tags}[5m]))` },
    {
      name: "Error ratio",
      query:
        `sum by (service_name) (rate(${CALLS}{$__tags, status_code="STATUS_CODE_ERROR"}[5m])) ` +
        `/ sum by (service_name) (rate(${CALLS}{$__tags}[5m]))`,
    },
    {
      name: "Duration, 95th percentile",
      query: `histogram_quantile(0.95, sum by (service_name, le) (rate(${DURATION}_bucket{$__tags}[5m])))`,
    },
  ],
});

/** What Jaeger's span metrics are called. */
const CALLS = "traces_span_metrics_calls_total";
const DURATION = "traces_span_metrics_duration_milliseconds";
