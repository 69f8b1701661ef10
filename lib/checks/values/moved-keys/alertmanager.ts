/** Keys of the alertmanager chart that other charts call otherwise, and what Alertmanager's configuration has replaced. */
import { each, foreign, gone, renamed, type MovedKey } from "./moved";

const deprecated = (keys: string, mend: string): MovedKey => ({
  keys,
  problem: "is deprecated, Alertmanager will stop reading it",
  mend,
});

/** Alertmanager's own configuration; the same in kube-prometheus-stack. */
export const alertmanagerConfig: readonly MovedKey[] = [
  ...each("config.route.match config.route.routes.**.match", (keys) =>
    deprecated(keys, "write matchers: ['label = \"value\"']"),
  ),
  ...each("config.route.match_re config.route.routes.**.match_re", (keys) =>
    deprecated(keys, "write matchers: ['label =~ \"value\"']"),
  ),
  ...each("source_match source_match_re", (key) =>
    deprecated(`config.inhibit_rules.*.${key}`, "write source_matchers"),
  ),
  ...each("target_match target_match_re", (key) =>
    deprecated(`config.inhibit_rules.*.${key}`, "write target_matchers"),
  ),
  deprecated("config.mute_time_intervals", "write time_intervals"),
  {
    keys: "config.receivers.*.msteams_configs",
    problem: "uses the connectors that Microsoft has shut down",
    mend: "write msteamsv2_configs",
  },
];

export const alertmanager: readonly MovedKey[] = [
  foreign(
    "alertmanagerSpec",
    "kube-prometheus-stack",
    'write replicaCount, persistence, resources and so on at the top level; retention is extraArgs["data.retention"]',
  ),
  renamed("replicas", "replicaCount"),
  renamed("externalUrl", "baseURL"),
  renamed("storage", "persistence"),
  renamed("persistentVolume", "persistence"),
  renamed("persistence.storageClassName", "persistence.storageClass"),
  renamed("retention", 'extraArgs["data.retention"]'),
  renamed("templateFiles", "templates"),
  renamed("ingress.ingressClassName", "ingress.className"),
  renamed("serviceMonitor.labels", "serviceMonitor.additionalLabels"),
  renamed("volumes", "extraVolumes"),
  renamed("volumeMounts", "extraVolumeMounts"),
  gone(
    "podDisruptionBudget.enabled",
    "remove it: a budget with maxUnavailable is on, an empty one is off",
    "switches nothing",
  ),
  gone("networkPolicy", "write a NetworkPolicy of your own: no template of the chart makes one", "has no effect"),
  ...each("existingSecret configFromSecret", (key) =>
    gone(
      key,
      'set config.enabled: false, mount the Secret with extraSecretMounts and name its file in extraArgs["config.file"]',
      "is no key of this chart, which writes the configuration to a ConfigMap",
    ),
  ),
  ...alertmanagerConfig,
];
