/** Keys of the exporters' charts that are gone or moved. */
import { each, gone, NO_POD_SECURITY_POLICY, renamed, type MovedKey } from "./moved";

export const blackboxExporter: readonly MovedKey[] = [
  gone("allowIcmp", 'write securityContext.capabilities.add: ["NET_RAW"]'),
  ...each("allowPrivilegeEscalation readOnlyRootFilesystem runAsGroup runAsNonRoot runAsUser", (key) =>
    renamed(key, `securityContext.${key}`),
  ),
  renamed("configmapReload", "configReloader"),
  renamed("extraEnvFromSecret", "extraEnvFrom"),
  renamed("replicaCount", "replicas"),
  renamed("modules", "config.modules"),
  renamed("ingress.ingressClassName", "ingress.className"),
  renamed("ingress.path", "ingress.hosts"),
  ...each("interval labels module scrapeTimeout", (key) =>
    renamed(`serviceMonitor.${key}`, `serviceMonitor.defaults.${key}`),
  ),
  ...each("url urlHumanReadable", (key) => renamed(`serviceMonitor.${key}`, "serviceMonitor.targets")),
  gone(
    "podDisruptionBudget.enabled",
    "remove it: a budget with minAvailable or maxUnavailable is on, an empty one is off",
    "switches nothing",
  ),
  gone("pspEnabled", NO_POD_SECURITY_POLICY),
];

export const postgresExporter: readonly MovedKey[] = [
  ...each("autoDiscoverDatabases excludeDatabases includeDatabases", (key) =>
    gone(`config.${key}`, "scrape each database as a target: serviceMonitor.multipleTarget"),
  ),
  ...each("queries userQueries externalQueries", (key) =>
    gone(`config.${key}`, "use a collector of the exporter, or the sql exporter for queries of your own"),
  ),
  gone("config.constantLabels", "add the labels where the exporter is scraped: serviceMonitor.relabelings"),
  renamed("replicas", "replicaCount"),
  renamed("extraEnv", "extraEnvs"),
  renamed("env", "extraEnvs"),
  renamed("serviceMonitor.additionalLabels", "serviceMonitor.labels"),
  gone("rbac.pspEnabled", NO_POD_SECURITY_POLICY),
];

export const redisExporter: readonly MovedKey[] = [
  renamed("redisAddressConfig.configmap", "redisAddressConfig.source"),
  renamed("replicas", "replicaCount"),
  ...each("extraEnv extraEnvs", (key) => renamed(key, "env")),
];
