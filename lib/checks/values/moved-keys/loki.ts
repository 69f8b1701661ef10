/** Keys of the loki chart that are gone since its 2.x, 6.x and 14.x, and the two meanings of its component names. */
import { each, gone, NO_POD_SECURITY_POLICY, renamed, type MovedKey } from "./moved";

const ENTERPRISE = "remove it: Grafana Enterprise Logs has a chart of its own since 7.0";

/** Components that are a workload at the top level, and a section of Loki's configuration below `loki`. */
const SECTIONS: Readonly<Record<string, string>> = {
  ingester: "ingester",
  querier: "querier",
  distributor: "distributor",
  compactor: "compactor",
  indexGateway: "index_gateway",
  queryFrontend: "frontend",
  queryScheduler: "query_scheduler",
  patternIngester: "pattern_ingester",
};

const section = (workload: string): MovedKey => ({
  keys: `${workload}.*`,
  problem: "belongs to Loki's configuration, not to the workload",
  mend: `write it below loki.${SECTIONS[workload] ?? workload}`,
  when: ({ keys }) => String(keys.at(-1)).includes("_"),
});

export const loki: readonly MovedKey[] = [
  ...each("enterprise enterpriseGateway adminApi", (keys) => gone(keys, ENTERPRISE)),
  gone("config", "write its sections below loki: loki.limits_config, loki.schemaConfig", "is refused at the top level"),
  ...each(
    "replicas persistence resources extraArgs extraEnvFrom extraContainers initContainers extraVolumes extraVolumeMounts",
    (key) => renamed(key, `singleBinary.${key}`),
  ),
  ...each("nodeSelector tolerations affinity topologySpreadConstraints priorityClassName", (key) =>
    renamed(key, `singleBinary.${key}`),
  ),
  ...each("podAnnotations podLabels image containerSecurityContext livenessProbe readinessProbe tracing", (key) =>
    renamed(key, `loki.${key}`),
  ),
  renamed("securityContext", "loki.podSecurityContext"),
  renamed("podSecurityContext", "loki.podSecurityContext"),
  renamed("env", "singleBinary.extraEnv"),
  renamed("alerting_groups", "monitoring.additionalPrometheusRules"),
  renamed("table_manager", "tableManager"),
  gone("loki.table_manager", "set loki.limits_config.retention_period, and loki.compactor.retention_enabled"),
  renamed("ruler.config", "loki.rulerConfig"),
  renamed("loki.ruler", "loki.rulerConfig"),
  renamed("loki.common", "loki.commonConfig"),
  renamed("loki.memberlist", "loki.memberlistConfig"),
  renamed("loki.schema_config", "loki.schemaConfig"),
  renamed("loki.replicas", "singleBinary.replicas"),
  renamed("loki.persistence", "singleBinary.persistence"),
  renamed("loki.securityContext", "loki.podSecurityContext"),
  gone(
    "monitoring.selfMonitoring",
    "collect Loki's logs like those of every other pod, and its metrics with monitoring.serviceMonitor",
  ),
  renamed("monitoring.lokiCanary", "lokiCanary"),
  renamed("monitoring.rules.alerting", "monitoring.alerts.enabled"),
  renamed("monitoring.rules.disabled", "monitoring.alerts.disabled"),
  renamed("monitoring.rules.configs", "monitoring.alerts.overrides"),
  renamed("monitoring.rules.additionalGroups", "monitoring.additionalPrometheusRules"),
  ...each("rules dashboards", (key) => renamed(`monitoring.${key}.namespace`, "monitoring.namespace")),
  renamed("monitoring.serviceMonitor.clusterLabel", "monitoring.multiCluster"),
  gone("monitoring.serviceMonitor.metricsInstance", "remove it: it belonged to the Grafana Agent"),
  ...each("flavor egressWorld egressKubeApiserver", (key) =>
    gone(`networkPolicy.${key}`, "open what is needed with networkPolicy.externalStorage and networkPolicy.discovery"),
  ),
  ...each("backend read write singleBinary", (workload) => gone(`${workload}.targetModule`, "remove it")),
  ...each("rbac.pspEnabled rbac.pspAnnotations", (keys) => gone(keys, NO_POD_SECURITY_POLICY)),
  ...Object.keys(SECTIONS).map(section),
];
