/** Keys of kube-prometheus-stack that are gone or moved, and those that only the prometheus chart without operator has. */
import { alertmanagerConfig } from "./alertmanager";
import { grafana } from "./grafana";
import { below, each, foreign, gone, NO_POD_SECURITY_POLICY, renamed, type MovedKey } from "./moved";

const PROMETHEUS_CHART = "the prometheus chart";

export const kubePrometheusStack: readonly MovedKey[] = [
  gone(
    "additionalPrometheusRules",
    "write additionalPrometheusRulesMap",
    "is the old list, which is ignored where additionalPrometheusRulesMap has entries",
  ),
  foreign("server", PROMETHEUS_CHART, "write prometheus.prometheusSpec"),
  ...each("serverFiles ruleFiles", (keys) =>
    foreign(keys, PROMETHEUS_CHART, "write rules to additionalPrometheusRulesMap"),
  ),
  ...each("extraScrapeConfigs scrapeConfigs", (keys) =>
    foreign(keys, PROMETHEUS_CHART, "write prometheus.prometheusSpec.additionalScrapeConfigs"),
  ),
  foreign("alertmanagerFiles", PROMETHEUS_CHART, "write alertmanager.config"),
  renamed("kubeStateMetrics.serviceMonitor", "kube-state-metrics.prometheus.monitor"),
  renamed("nodeExporter.serviceMonitor", "prometheus-node-exporter.prometheus.monitor"),
  renamed("nodeExporter.jobLabel", "prometheus-node-exporter.prometheus.monitor.jobLabel"),
  ...each("resources tolerations nodeSelector affinity image extraArgs podAnnotations priorityClassName", (key) =>
    renamed(`kubeStateMetrics.${key}`, `kube-state-metrics.${key}`),
  ),
  ...each("resources tolerations nodeSelector affinity image extraArgs podAnnotations priorityClassName", (key) =>
    renamed(`nodeExporter.${key}`, `prometheus-node-exporter.${key}`),
  ),
  renamed("kubeApiServer.relabelings", "kubeApiServer.serviceMonitor.relabelings"),
  ...each("createCustomResource manageCrds cleanupCustomResource", (key) =>
    renamed(`prometheusOperator.${key}`, "crds.enabled"),
  ),
  ...each("configReloaderCpu configReloaderMemory", (key) =>
    renamed(`prometheusOperator.${key}`, "prometheusOperator.prometheusConfigReloader.resources"),
  ),
  ...each("prometheusConfigReloaderImage configmapReloadImage", (key) =>
    renamed(`prometheusOperator.${key}`, "prometheusOperator.prometheusConfigReloader.image"),
  ),
  ...each("hyperkubeImage kubectlImage tlsProxy", (key) => gone(`prometheusOperator.${key}`, "remove it")),
  renamed(
    "alertmanager.alertmanagerSpec.altermanagerConfiguration",
    "alertmanager.alertmanagerSpec.alertmanagerConfiguration",
  ),
  ...each(
    "global.rbac.pspEnabled global.rbac.pspAnnotations prometheus.podSecurityPolicy kube-state-metrics.podSecurityPolicy",
    (keys) => gone(keys, NO_POD_SECURITY_POLICY),
  ),
  gone("defaultRules.rules.k8s", "name its parts: k8sContainerResource, k8sContainerMemoryRss, k8sPodOwner and so on"),
  gone("defaultRules.rules.kubeScheduler", "write kubeSchedulerAlerting and kubeSchedulerRecording"),
  gone(
    "defaultRules.rules.kubeApiserver",
    "write kubeApiserverAvailability, kubeApiserverBurnrate, kubeApiserverHistogram, kubeApiserverSlos",
  ),
  ...each("kubeApiserverError kubePrometheusNodeAlerting kubernetesAbsent time", (key) =>
    gone(`defaultRules.rules.${key}`, "remove it"),
  ),
  ...below("grafana", grafana),
  ...below("alertmanager", alertmanagerConfig),
];
