/** What a Prometheus tells the model of its environment. */
import { exposureSecrets } from "../exposure";
import { podCountOf, retentionSizeOf } from "./defaults";
import { prometheusBuffers, prometheusFlows } from "./flows";
import { kubeStateMetricsName, nodeExporterName, operatorPods } from "./names";
import type { PrometheusSettings } from "./props";
import { secretsIn } from "./scrape";

export const secretUses = (settings: PrometheusSettings, path: string) =>
  [
    ...exposureSecrets(settings.exposure, `${path}.exposure`),
    ...secretsIn(settings.scrapeConfigs, `${path}.scrapeConfigs`),
    ...secretsIn(settings.remoteWrite, `${path}.remoteWrite`),
    ...secretsIn(settings.environment, `${path}.environment`),
  ].map((use) => ({ ...use, namespace: settings.namespace }));

/** @param alertmanagers names of those that alerts are sent to */
export const facts = (settings: PrometheusSettings, path: string, alertmanagers: readonly string[]) => {
  const { releaseName, namespace, agentNamespace, storage, exposure, operator, kubeStateMetrics, nodeExporter } =
    settings;
  return {
    workloads: [
      {
        path,
        name: releaseName,
        role: "metrics store" as const,
        namespace,
        replicas: podCountOf(settings),
        resources: settings.resources,
      },
      {
        path: `${path}.operator`,
        name: operatorPods(settings).name,
        role: "operator" as const,
        namespace,
        replicas: 1,
        // The chart knows no second one; Prometheus runs on while it is away.
        singleton: true,
        resources: operator.resources,
      },
      {
        path: `${path}.kubeStateMetrics`,
        name: kubeStateMetricsName(settings),
        role: "cluster exporter" as const,
        namespace,
        replicas: 1,
        // A second one would report every object twice.
        singleton: true,
        resources: kubeStateMetrics.resources,
      },
      {
        path: `${path}.nodeExporter`,
        name: nodeExporterName(settings),
        role: "node exporter" as const,
        namespace: agentNamespace,
        replicas: "every node" as const,
        resources: nodeExporter.resources,
      },
    ],
    stores: [
      {
        path: `${path}.storage`,
        name: releaseName,
        keeps: "samples",
        size: storage === "ephemeral" ? undefined : storage.size,
        retention: settings.retention,
        retentionSize: retentionSizeOf(settings),
      },
    ],
    flows: prometheusFlows(settings, path),
    buffers: prometheusBuffers(settings, path, alertmanagers),
    interfaces: exposure === undefined ? [] : [{ path: `${path}.exposure`, exposure, ownLogin: false }],
    evaluators: [
      {
        path,
        scrapeInterval: settings.scrapeInterval,
        evaluationInterval: settings.evaluationInterval ?? settings.scrapeInterval,
        retention: settings.retention,
        externalLabels: settings.externalLabels,
      },
    ],
  };
};
