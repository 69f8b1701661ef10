/** What monitoring tools do, by their names. */
import type { Sighting } from "../assessment";

/** Keep metrics. */
export const METRIC_STORES: readonly string[] = [
  "prometheus",
  "thanos",
  "mimir",
  "victoriametrics",
  "datadog",
  "new-relic",
  "instana",
  "cloudwatch",
  "azure-monitor",
  "google-cloud-monitoring",
];

/** Libraries that prove no tool: what makes metrics keeps none, and a profiler makes none. */
const LIBRARIES_OF_NOTHING: Readonly<Record<string, RegExp>> = {
  prometheus: /./,
  thanos: /./,
  "google-cloud-monitoring": /profiler|trace|debug/i,
};

const MANIFEST =
  /(?:^|\/)(?:package\.json|go\.mod|pom\.xml|build\.gradle(?:\.kts)?|libs\.versions\.toml|build\.sbt|Cargo\.toml|pyproject\.toml|requirements[\w.-]{0,40}\.(?:txt|in)|Pipfile|setup\.(?:py|cfg)|Gemfile|[\w.-]{1,60}\.gemspec|composer\.json|mix\.exs|Directory\.Packages\.props)$|\.(?:cs|fs)proj$/;

/** Whether a tool is there that keeps something, and not only a library that could speak to it. */
export const keeps = ({ name, evidence }: Sighting): boolean => {
  const nothing = Object.hasOwn(LIBRARIES_OF_NOTHING, name) ? LIBRARIES_OF_NOTHING[name] : undefined;
  return (
    nothing === undefined ||
    evidence.length === 0 ||
    evidence.some(({ file, sees }) => !MANIFEST.test(file) || !nothing.test(sees))
  );
};

/** Collect logs. */
export const LOG_TOOLS: readonly string[] = [
  "loki",
  "promtail",
  "fluentd",
  "td-agent",
  "fluent-bit",
  "vector",
  "elk",
  "alloy",
  "grafana-agent",
  "datadog",
  "new-relic",
  "instana",
  "cloudwatch",
  "azure-monitor",
  "google-cloud-monitoring",
];

/** Keep, or carry, traces. */
export const TRACE_TOOLS: readonly string[] = [
  "jaeger",
  "tempo",
  "zipkin",
  "opentelemetry",
  "datadog",
  "new-relic",
  "instana",
  "x-ray",
  "azure-monitor",
];

/** Show dashboards. */
export const DASHBOARD_TOOLS: readonly string[] = ["grafana", "datadog", "new-relic"];

/** Try addresses from outside. */
export const PROBE_TOOLS: readonly string[] = ["blackbox-exporter", "uptime-kuma", "gatus", "pingdom", "statuscake"];
