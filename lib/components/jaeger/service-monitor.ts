/** How Prometheus finds Jaeger's metrics: the chart brings no ServiceMonitor. */
import { parse } from "../../model";
import type { KubernetesObject } from "../../terraform";
import { serviceMonitor, serviceMonitorProps } from "../prometheus";
import type { JaegerSettings } from "./props";
import { podLabels } from "./values";

/** Jaeger about itself. */
export const ownMonitor = (settings: JaegerSettings): KubernetesObject =>
  monitorOf(settings, settings.releaseName, "internal-metrics");

/** What Jaeger computes from spans. Its `job` is that of the application, so Prometheus keeps it as `exported_job`. */
export const spanMetricsMonitor = (settings: JaegerSettings): KubernetesObject =>
  monitorOf(settings, `${settings.releaseName}-span-metrics`, "span-metrics");

/** @param port as the chart's Service calls it */
const monitorOf = ({ namespace, releaseName }: JaegerSettings, name: string, port: string): KubernetesObject =>
  serviceMonitor(
    parse(
      serviceMonitorProps,
      {
        name,
        namespace,
        labels: podLabels(releaseName),
        selector: { matchLabels: podLabels(releaseName) },
        jobLabel: "app.kubernetes.io/instance",
        endpoints: [{ port }],
      },
      name,
    ),
  );
