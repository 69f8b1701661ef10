/** The escape hatch: keys and values of the pinned charts, and what is larger than Kubernetes takes. */
import { randomBytes } from "node:crypto";
import { existingSecret } from "../../../lib";
import { dev, prod, staging, type Row } from "./row";

const orders = { host: "orders-db.acme.example", credentials: existingSecret("orders-db") };
const cyclic: Record<string, unknown> = {};
cyclic["again"] = cyclic;
const deep = Array.from({ length: 5_000 }).reduce<unknown>((inside) => ({ inside }), 1);
/** Does not compress, so it counts twice, gzipped and in base64. */
const huge = randomBytes(600_000).toString("base64");

export const chartKeyRows: readonly Row[] = [
  [
    dev,
    "prometheus.values",
    { prometheus: { prometheusSpec: { retentionSizes: "9GB" } } },
    'did you mean "retentionSize"?',
    "prometheus.values.prometheus.prometheusSpec.retentionSizes",
  ],
  [
    prod,
    "prometheus.values",
    { prometheusSpec: { replicas: 2 } },
    "it is at prometheus.prometheusSpec",
    "prometheus.values.prometheusSpec",
  ],
  [
    prod,
    "prometheus.values",
    { server: { retention: "30d" } },
    "is a key of the prometheus chart",
    "prometheus.values.server",
  ],
  [
    prod,
    "prometheus.values",
    { nodeExporter: { resources: {} } },
    "write prometheus-node-exporter.resources",
    "prometheus.values.nodeExporter.resources",
  ],
  [dev, "alertmanager.values", { replicas: 3 }, "write replicaCount", "alertmanager.values.replicas"],
  [dev, "alertmanager.values", { persistance: {} }, 'did you mean "persistence"?', "alertmanager.values.persistance"],
  [
    prod,
    "alertmanager.values",
    { config: { mute_time_intervals: [] } },
    "write time_intervals",
    "alertmanager.values.config.mute_time_intervals",
  ],
  [dev, "grafana.values", { replica: 2 }, 'did you mean "replicas"?', "grafana.values.replica"],
  [
    staging,
    "grafana.values",
    { persistence: { szie: "1Gi" } },
    'did you mean "size"?',
    "grafana.values.persistence.szie",
  ],
  [
    dev,
    "loki.values",
    { singleBinary: { replica: 1 } },
    'did you mean "replicas"?',
    "loki.values.singleBinary.replica",
  ],
  [prod, "loki.values", { loki: { schema_config: {} } }, "write loki.schemaConfig", "loki.values.loki.schema_config"],
  [
    prod,
    "loki.values",
    { monitoring: { selfMonitoring: { enabled: true } } },
    "exists no longer",
    "loki.values.monitoring.selfMonitoring",
  ],
  [dev, "jaeger.values", { collector: { replicaCount: 2 } }, "since 4.2 one Deployment", "jaeger.values.collector"],
  [prod, "jaeger.values", { replicaCount: 2 }, "write jaeger.replicas", "jaeger.values.replicaCount"],
  [dev, "fluentd.values", { extraVolumes: [] }, "write volumes", "fluentd.values.extraVolumes"],
  [
    dev,
    "fluentd.values",
    { tolerations: [{ effects: "NoSchedule" }] },
    'did you mean "effect"?',
    "fluentd.values.tolerations[0].effects",
  ],
  [prod, "exporters.blackbox.values", { replicaCount: 1 }, "write replicas", "exporters.blackbox.values.replicaCount"],
  [
    prod,
    "exporters.postgres.orders",
    { ...orders, values: { extraEnv: [] } },
    "write extraEnvs",
    "exporters.postgres.orders.values.extraEnv",
  ],
  [
    prod,
    "exporters.redis.cache",
    { address: "redis://a:6379", values: { redisAdress: "x" } },
    'did you mean "redisAddress"?',
    "exporters.redis.cache.values.redisAdress",
  ],
];

export const chartTypeRows: readonly Row[] = [
  [dev, "prometheus.values", [], "is no object"],
  [dev, "prometheus.values", "replicas: 2", "write the chart's values as an object"],
  [dev, "prometheus.values", new Map(), "is no object"],
  [
    dev,
    "prometheus.values",
    { prometheus: { prometheusSpec: { replicas: NaN } } },
    "is NaN -> write a finite number",
    "prometheus.values.prometheus.prometheusSpec.replicas",
  ],
  [dev, "prometheus.values", { commonLabels: () => ({}) }, "is a function", "prometheus.values.commonLabels"],
  [
    dev,
    "prometheus.values",
    { commonLabels: { since: new Date(0) } },
    "is an instance of a class",
    "prometheus.values.commonLabels.since",
  ],
  [dev, "prometheus.values", { commonLabels: { a: Symbol("a") } }, "is a symbol", "prometheus.values.commonLabels.a"],
  [dev, "loki.values", { loki: cyclic }, "contains itself", "loki.values.loki.again"],
  [
    dev,
    "loki.values",
    { loki: { structuredConfig: deep } },
    "nest at most 64 levels",
    `loki.values.loki.structuredConfig${".inside".repeat(63)}`,
  ],
  [prod, "alertmanager.values", { replicaCount: "3" }, "write a whole number", "alertmanager.values.replicaCount"],
  [prod, "alertmanager.values", { config: "route: {}" }, "write a map", "alertmanager.values.config"],
  [
    prod,
    "grafana.values",
    { persistence: { enabled: "no" } },
    "which templates take for true",
    "grafana.values.persistence.enabled",
  ],
  [prod, "grafana.values", { plugins: "a,b" }, "write a list", "grafana.values.plugins"],
  [
    prod,
    "loki.values",
    { deploymentMode: "SingleBinaries" },
    "renders no workload at all",
    "loki.values.deploymentMode",
  ],
  [
    prod,
    "loki.values",
    { deploymentMode: "SimpleScalable" },
    "is deprecated and gone in Loki 4.0",
    "loki.values.deploymentMode",
  ],
  [prod, "loki.values", { minio: { enabled: true } }, "no longer maintained", "loki.values.minio.enabled"],
  [prod, "jaeger.values", { jaeger: { replicas: "two" } }, "write a number", "jaeger.values.jaeger.replicas"],
  [
    prod,
    "jaeger.values",
    { jaeger: { image: { repository: "jaegertracing/all-in-one" } } },
    "has reached its end of life",
    "jaeger.values.jaeger.image.repository",
  ],
  [prod, "fluentd.values", { kind: "Daemonset" }, "renders no workload at all", "fluentd.values.kind"],
  [
    prod,
    "fluentd.values",
    { mountVarLogDirectory: "false" },
    "which templates take for true",
    "fluentd.values.mountVarLogDirectory",
  ],
  [prod, "exporters.blackbox.values", { extraArgs: { a: "b" } }, "write a list", "exporters.blackbox.values.extraArgs"],
  [
    prod,
    "exporters.redis.cache",
    { address: "redis://a:6379", values: { serviceMonitor: { multipleTarget: "yes" } } },
    "which templates take for true",
    "exporters.redis.cache.values.serviceMonitor.multipleTarget",
  ],
];

export const sizeRows: readonly Row[] = [
  [dev, "grafana.values", { dashboards: { default: { own: { json: huge } } } }, "1 MiB is the limit", "grafana"],
  [
    prod,
    "prometheus.values",
    { additionalPrometheusRulesMap: { own: { groups: [{ name: huge }] } } },
    "1 MiB is the limit",
    "prometheus",
  ],
];
