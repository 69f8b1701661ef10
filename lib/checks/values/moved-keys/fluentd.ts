/** Keys of the fluentd chart that are renamed, that only a comment of it shows, or that older fluentd charts had. */
import { each, foreign, gone, renamed, type MovedKey } from "./moved";

export const fluentd: readonly MovedKey[] = [
  renamed("metrics.serviceMonitor.scrapeInterval", "metrics.serviceMonitor.interval"),
  renamed("extraVolumes", "volumes"),
  renamed("extraVolumeMounts", "volumeMounts"),
  renamed("extraEnvVars", "env"),
  renamed("livenessProbeConfig", "livenessProbe"),
  renamed("readinessProbeConfig", "readinessProbe"),
  renamed("service.port", "service.ports"),
  renamed("replicas", "replicaCount"),
  renamed("persistence.storageClassName", "persistence.storageClass"),
  renamed("persistence.accessModes", "persistence.accessMode"),
  ...each("podDisruptionBudget networkPolicy", (keys) =>
    gone(keys, "write the object yourself: no template of the chart makes one", "has no effect"),
  ),
  ...each("output elasticsearch configMaps", (keys) =>
    foreign(keys, "older fluentd charts", 'write Fluentd configuration to fileConfigs["04_outputs.conf"]'),
  ),
];
