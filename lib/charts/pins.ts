/** The charts that the library deploys, each at the one version that its values, keys and escaping are written for. */
import type { ChartPin } from "../model";
import { keyFile } from "./key-file";

const prometheusCommunity = {
  repository: "https://prometheus-community.github.io/helm-charts",
  oci: (chart: string): string => `oci://ghcr.io/prometheus-community/charts/${chart}`,
};
const grafanaCommunity = {
  repository: "https://grafana-community.github.io/helm-charts",
  oci: (chart: string): string => `oci://ghcr.io/grafana-community/helm-charts/${chart}`,
};
const fluent = {
  repository: "https://fluent.github.io/helm-charts",
  oci: (chart: string): string => `oci://ghcr.io/fluent/helm-charts/${chart}`,
};
/** Documents its HTTP repository only. */
const jaegertracing = { repository: "https://jaegertracing.github.io/helm-charts" };

interface Publisher {
  readonly repository: string;
  readonly oci?: (chart: string) => string;
}

const pin = (publisher: Publisher, name: string, version: string, appVersion: string): ChartPin => ({
  name,
  version,
  appVersion,
  repository: publisher.repository,
  ...(publisher.oci ? { oci: publisher.oci(name) } : {}),
  get tpl() {
    return tplOf(name);
  },
});

const read = new Map<string, ChartPin["tpl"]>();

/** Read when it is asked for, the same list each time. */
const tplOf = (name: string): ChartPin["tpl"] => {
  const known = read.get(name);
  if (known !== undefined) return known;
  const file = keyFile(name);
  // Without it nothing would be escaped or checked, and nothing would say so.
  if (file === undefined) throw new Error(`The keys of the chart ${name} are missing from this installation.`);
  const tpl = [
    ...file.tpl.once.map((keys) => ({ keys, times: 1 }) as const),
    ...file.tpl.twice.map((keys) => ({ keys, times: 2 }) as const),
  ];
  read.set(name, tpl);
  return tpl;
};

export const charts = {
  /** Prometheus operator, Prometheus, node exporter and kube-state-metrics. */
  kubePrometheusStack: pin(prometheusCommunity, "kube-prometheus-stack", "88.5.3", "v0.93.1"),
  /** The operator's custom resource definitions as templates, so that Helm upgrades them. */
  prometheusOperatorCrds: pin(prometheusCommunity, "prometheus-operator-crds", "31.0.1", "v0.93.1"),
  alertmanager: pin(prometheusCommunity, "alertmanager", "1.42.0", "v0.34.0"),
  grafana: pin(grafanaCommunity, "grafana", "12.11.1", "13.2.0"),
  loki: pin(grafanaCommunity, "loki", "18.11.0", "3.7.6"),
  jaeger: pin(jaegertracing, "jaeger", "4.11.1", "2.19.0"),
  fluentd: pin(fluent, "fluentd", "0.6.0", "1.19.3"),
  blackboxExporter: pin(prometheusCommunity, "prometheus-blackbox-exporter", "11.17.2", "v0.28.0"),
  postgresExporter: pin(prometheusCommunity, "prometheus-postgres-exporter", "8.2.0", "v0.20.1"),
  redisExporter: pin(prometheusCommunity, "prometheus-redis-exporter", "6.29.0", "v1.89.0"),
} as const satisfies Record<string, ChartPin>;
