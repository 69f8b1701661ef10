/** What stands in commands and settings: agents that are loaded into a program from outside, and the backends that addresses lead to. */

const AGENTS: readonly string[] = [
  "opentelemetry-javaagent",
  "aws-opentelemetry-agent",
  "applicationinsights-agent",
  "opentelemetry-instrument",
  "@opentelemetry/auto-instrumentations-node/register",
  "jmx_prometheus_javaagent",
  "jmx_prometheus",
  "dd-java-agent",
  "ddtrace-run",
  "dd-trace/init",
  "datadog-init",
  "newrelic-admin",
  "newrelic.jar",
  "newrelic-agent",
  "elastic-apm-agent",
  "elastic-apm-node",
  "td-agent",
  "fluent-bit",
  "promtail",
  "grafana-agent",
  "amazon-cloudwatch-agent",
  "node_exporter",
];

/** Of these, nothing that is a part of a longer one that was found. */
export const agentsIn = (text: string): readonly string[] => {
  if (text === "") return [];
  const found = AGENTS.filter((agent) => text.includes(agent));
  return found.filter((agent) => !found.some((other) => other !== agent && other.includes(agent)));
};

/** Backends by what their hosts are called. */
const BACKENDS = ["tempo", "jaeger", "zipkin", "loki", "mimir"] as const;

/** `http://tempo.monitoring:4317` is Tempo's. */
export const backendOf = (address: string): readonly string[] => {
  const host = address.replace(/^\w{1,10}:\/\//, "").split(/[/:.]/, 1)[0] ?? "";
  return BACKENDS.filter((name) => host.split("-").includes(name));
};
