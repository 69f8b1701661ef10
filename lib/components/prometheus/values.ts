/** Values of the `kube-prometheus-stack` chart: Prometheus, its operator and two exporters; what else the chart has is off. */
import { compact } from "../../charts";
import { addressOf, prometheusDuration, prometheusSize, type Endpoint, type Values } from "../../model";
import { exposureValues } from "../exposure";
import { claimTemplate, environmentValue, resourcesValue, restrictedPod, schedulingValues } from "../workload";
import {
  disruptionBudgetOf,
  evaluationIntervalOf,
  outOfOrderWindowOf,
  podCountOf,
  prometheusUrlOf,
  retentionSizeOf,
  scrapeTimeoutOf,
} from "./defaults";
import { podLabels, prometheusName } from "./names";
import type { PrometheusSettings } from "./props";
import { otlpValue } from "./receivers";
import { remoteWriteValue } from "./remote-write";
import { scrapeConfigValue, secretsIn } from "./scrape";
import { kubeStateMetricsValues, kubernetesMonitors, nodeExporterValues, operatorValues } from "./stack-values";

/** The user that the chart runs Prometheus as; the image itself would run as `nobody`. */
const USER = 1_000;

/** @param alertmanagers the peers of each Alertmanager that gets the alerts */
export const prometheusValues = (
  props: PrometheusSettings,
  alertmanagers: readonly (readonly Endpoint[])[] = [],
): Values =>
  compact({
    fullnameOverride: props.releaseName,
    // The resource is called like the release, so that pods are `prometheus-prometheus-0` and not longer still.
    cleanPrometheusOperatorObjectNames: true,
    global: { imageRegistry: props.imageRegistry, imagePullSecrets: props.imagePullSecrets.map((name) => ({ name })) },
    // Helm never upgrades the definitions that come with this chart; they have a release of their own.
    crds: { enabled: false },
    grafana: { enabled: false, forceDeployDashboards: false, forceDeployDatasources: false },
    alertmanager: { enabled: false },
    defaultRules: { create: false },
    ...kubernetesMonitors(props),
    prometheusOperator: operatorValues(props),
    "kube-state-metrics": kubeStateMetricsValues(props),
    "prometheus-node-exporter": nodeExporterValues(props),
    prometheus: {
      enabled: true,
      serviceAccount: { annotations: props.serviceAccount.annotations },
      // Replicas scrape at different moments: a person who reloads a graph shall see the same one again.
      service: { sessionAffinity: podCountOf(props) > 1 ? "ClientIP" : "None" },
      serviceMonitor: { selfMonitor: props.serviceMonitor },
      podDisruptionBudget: disruptionBudgetValue(props),
      ...exposureValues(props.exposure, {
        ingress: (host) => ({ hosts: [host], paths: ["/"], pathType: "Prefix" }),
      }),
      prometheusSpec: specValue(props, alertmanagers),
    },
  });

/** The chart's own `minAvailable: 1` would stand beside `maxUnavailable`, which Kubernetes refuses. */
const disruptionBudgetValue = (props: PrometheusSettings): Values => {
  const budget = disruptionBudgetOf(props);
  if (budget === undefined) return { enabled: false };
  return budget.minAvailable === undefined
    ? { enabled: true, minAvailable: null, maxUnavailable: budget.maxUnavailable }
    : { enabled: true, minAvailable: budget.minAvailable };
};

/** The `Prometheus` resource. */
const specValue = (props: PrometheusSettings, alertmanagers: readonly (readonly Endpoint[])[]): Values => {
  const retentionSize = retentionSizeOf(props);
  const outOfOrderWindow = outOfOrderWindowOf(props);
  const features = [...(props.exemplarStorage === "off" ? [] : ["exemplar-storage"]), ...props.enableFeatures];
  return {
    replicas: props.replicas,
    shards: props.shards,
    retention: prometheusDuration(props.retention),
    retentionSize: retentionSize === undefined ? undefined : prometheusSize(retentionSize),
    storageSpec: props.storage === "ephemeral" ? undefined : { volumeClaimTemplate: claimTemplate(props.storage) },
    tsdb: outOfOrderWindow === undefined ? undefined : { outOfOrderTimeWindow: prometheusDuration(outOfOrderWindow) },
    walCompression: props.walCompression,
    scrapeInterval: prometheusDuration(props.scrapeInterval),
    scrapeTimeout: prometheusDuration(scrapeTimeoutOf(props)),
    evaluationInterval: prometheusDuration(evaluationIntervalOf(props)),
    ...everySelector,
    additionalScrapeConfigs:
      props.scrapeConfigs.length === 0 ? undefined : props.scrapeConfigs.map((job) => scrapeConfigValue(job)),
    additionalAlertManagerConfigs: alertmanagers.length === 0 ? undefined : alertmanagers.map(alertmanagerValue),
    externalLabels: externalLabelsValue(props.externalLabels),
    replicaExternalLabelName: props.replicaLabel,
    externalUrl: prometheusUrlOf(props),
    remoteWrite:
      props.remoteWrite.length === 0
        ? undefined
        : props.remoteWrite.map((each) => remoteWriteValue(each, props.nativeHistograms)),
    enableRemoteWriteReceiver: props.remoteWriteReceiver,
    enableOTLPReceiver: props.otlpReceiver !== undefined,
    otlp: props.otlpReceiver === undefined ? undefined : otlpValue(props.otlpReceiver),
    scrapeNativeHistograms: props.nativeHistograms,
    scrapeClassicHistograms: props.nativeHistograms,
    exemplars: props.exemplarStorage === "off" ? undefined : { maxSize: props.exemplarStorage },
    enableFeatures: features,
    query: queryValue(props),
    secrets: mountedSecrets(props),
    containers: containerPatch(props),
    podMetadata: Object.keys(props.podLabels).length === 0 ? undefined : { labels: props.podLabels },
    resources: resourcesValue(props.resources),
    securityContext: restrictedPod(USER, props),
    // Else the chart adds an anti-affinity of its own to the one below.
    podAntiAffinity: "",
    ...schedulingValues(props.scheduling, podLabels(props)),
  };
};

/** All monitors and rules in the cluster count, not only those with the label of this release. */
const everySelector: Values = {
  serviceMonitorSelectorNilUsesHelmValues: false,
  podMonitorSelectorNilUsesHelmValues: false,
  probeSelectorNilUsesHelmValues: false,
  ruleSelectorNilUsesHelmValues: false,
  scrapeConfigSelectorNilUsesHelmValues: false,
};

/** Every peer of one Alertmanager, in the words of prometheus.yml. */
const alertmanagerValue = (peers: readonly Endpoint[]): Values => ({
  scheme: peers[0]?.scheme ?? "http",
  api_version: "v2",
  static_configs: [{ targets: peers.map(addressOf) }],
});

/** Prometheus replaces `$NAME` in external labels by its environment, and `$$` by `$`. */
const externalLabelsValue = (labels: PrometheusSettings["externalLabels"]): Values =>
  Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, value.replaceAll("$", "$$$$")]));

const queryValue = ({ query: { lookback, maxConcurrency, maxSamples, timeout } }: PrometheusSettings): Values => ({
  maxConcurrency,
  maxSamples,
  timeout: timeout === undefined ? undefined : prometheusDuration(timeout),
  lookbackDelta: lookback === undefined ? undefined : prometheusDuration(lookback),
});

/** Scrape configurations read their secrets from files; those of remote write the operator copies by itself. */
const mountedSecrets = ({ scrapeConfigs }: PrometheusSettings): readonly string[] => [
  ...new Set(secretsIn(scrapeConfigs, "").map(({ secret }) => secret.name)),
];

/** A strategic merge patch of the container that the operator makes: the resource itself knows neither environment nor rights. */
const containerPatch = ({ containerSecurity, environment }: PrometheusSettings): readonly Values[] | undefined => {
  const { addCapabilities, readOnlyRootFilesystem } = containerSecurity;
  const securityContext = compact({
    readOnlyRootFilesystem,
    capabilities: addCapabilities.length === 0 ? undefined : { add: addCapabilities },
  });
  const patch = {
    ...(Object.keys(environment).length === 0 ? {} : { env: environmentValue(environment) }),
    ...(Object.keys(securityContext).length === 0 ? {} : { securityContext }),
  };
  return Object.keys(patch).length === 0 ? undefined : [{ name: prometheusName, ...patch }];
};
