/** How Prometheus finds Jaeger's metrics: the chart brings no ServiceMonitor. */
import { Lazy } from "cdktf";
import type { KubernetesObject } from "../../terraform";
import { serviceMonitor } from "../prometheus";
import type { JaegerSettings } from "./props";
import { podLabels } from "./values";

/** The chart's Service calls the ports so: Jaeger about itself, and what it computes from spans. */
const OWN_METRICS = "internal-metrics";
const SPAN_METRICS = "span-metrics";

/**
 * The `job` of metrics computed from spans is that of the application, so Prometheus keeps it as `exported_job`.
 * @param withSpanMetrics whether somebody keeps those, which is known only when all is wired
 */
export const jaegerMonitor = (settings: JaegerSettings, withSpanMetrics: () => boolean): KubernetesObject => {
  const { namespace, releaseName } = settings;
  const { spec, ...monitor } = serviceMonitor({
    name: releaseName,
    namespace,
    labels: podLabels(releaseName),
    selector: { matchLabels: podLabels(releaseName) },
    jobLabel: "app.kubernetes.io/instance",
    endpoints: [{ port: OWN_METRICS }, { port: SPAN_METRICS }],
  });
  const wanted = (port: unknown): boolean => (port === OWN_METRICS ? settings.serviceMonitor : withSpanMetrics());
  const { endpoints, ...rest } = spec as { readonly endpoints: readonly { readonly port: string }[] };
  return {
    ...monitor,
    spec: { ...rest, endpoints: Lazy.anyValue({ produce: () => endpoints.filter(({ port }) => wanted(port)) }) },
  };
};
