/** What stands around Prometheus in the chart: the operator, the exporters for nodes and for Kubernetes, and the monitors of the cluster. */
import { cores, mebibytes, prometheusDuration, type Resources, type Values } from "../../model";
import { OWN_SECURITY, resourcesValue, restrictedContainer, restrictedPod } from "../workload";
import { kubeStateMetricsName, nodeExporterName } from "./names";
import type { PrometheusSettings } from "./props";

/** The user `nobody`, as which these images run. */
const NOBODY = 65_534;
/** The user of the job that makes the webhook's certificate. */
const CERTIFICATE_JOB_USER = 2_000;
/** The job makes one certificate and ends. */
const certificateJob: Resources = {
  requests: { cpu: cores(0.01), memory: mebibytes(32) },
  limits: { memory: mebibytes(128) },
};

/** What is scraped of Kubernetes itself. */
export const kubernetesMonitors = ({ controlPlane, scrapeInterval }: PrometheusSettings): Values => {
  const selfHosted = { enabled: controlPlane === "self-hosted" };
  return {
    kubeApiServer: { enabled: true },
    // The chart scrapes containers every ten seconds, whatever the interval of everything else.
    kubelet: { enabled: true, serviceMonitor: { cAdvisorInterval: prometheusDuration(scrapeInterval) } },
    coreDns: { enabled: true },
    kubeControllerManager: selfHosted,
    kubeScheduler: selfHosted,
    kubeEtcd: selfHosted,
    kubeProxy: selfHosted,
    nodeExporter: { enabled: true },
    kubeStateMetrics: { enabled: true },
  };
};

/** Nodes for what has one replica. */
const placement = ({ scheduling: { nodeSelector, tolerations, priorityClass } }: PrometheusSettings): Values => ({
  nodeSelector,
  tolerations,
  priorityClassName: priorityClass,
});

export const operatorValues = (props: PrometheusSettings): Values => ({
  enabled: true,
  podLabels: props.podLabels,
  resources: resourcesValue(props.operator.resources),
  securityContext: restrictedPod(NOBODY, props),
  containerSecurityContext: restrictedContainer(props),
  ...placement(props),
  prometheusConfigReloader: { resources: resourcesValue(props.operator.configReloaderResources) },
  // Refuses rules that Prometheus could not load; while the operator is away, rules pass unseen (`failurePolicy: Ignore`).
  admissionWebhooks: {
    enabled: true,
    patch: {
      enabled: true,
      resources: resourcesValue(certificateJob),
      securityContext: restrictedPod(CERTIFICATE_JOB_USER, props),
      ...placement(props),
    },
    createSecretJob: { securityContext: restrictedContainer(props) },
    patchWebhookJob: { securityContext: restrictedContainer(props) },
  },
});

export const kubeStateMetricsValues = (props: PrometheusSettings): Values => ({
  fullnameOverride: kubeStateMetricsName(props),
  podLabels: props.podLabels,
  resources: resourcesValue(props.kubeStateMetrics.resources),
  securityContext: { enabled: true, ...restrictedPod(NOBODY, props) },
  containerSecurityContext: restrictedContainer(props),
  ...placement(props),
  metricLabelsAllowlist: Object.entries(props.kubeStateMetrics.labels).map(
    ([resource, labels]) => `${resource}=[${labels?.join(",") ?? ""}]`,
  ),
  // Nobody watches Secrets here, so it need not be allowed to read all of them.
  collectorsExclude: ["secrets"],
  // Its own port tells when it cannot list objects any more; without that, missing metrics look like missing objects.
  selfMonitor: { enabled: true },
  prometheus: { monitor: { enabled: true } },
});

/** It reads the host's file systems, so it is as restricted as that allows, as the one user that it always has. */
export const nodeExporterValues = (props: PrometheusSettings): Values => {
  const { resources, tolerations, nodeSelector, priorityClass, serviceMonitor } = props.nodeExporter;
  return {
    fullnameOverride: nodeExporterName(props),
    namespaceOverride: props.agentNamespace,
    podLabels: props.podLabels,
    resources: resourcesValue(resources),
    securityContext: restrictedPod(NOBODY, OWN_SECURITY),
    containerSecurityContext: restrictedContainer(OWN_SECURITY),
    nodeSelector,
    tolerations,
    priorityClassName: priorityClass,
    prometheus: {
      monitor: {
        enabled: serviceMonitor,
        // The series know their pod only; people, routes and inhibition know the node.
        relabelings: [{ sourceLabels: ["__meta_kubernetes_pod_node_name"], targetLabel: "node", action: "replace" }],
      },
    },
  };
};
