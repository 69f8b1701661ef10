/** The moved keys of each chart, by the chart's name. */
import { alertmanager } from "./alertmanager";
import { blackboxExporter, postgresExporter, redisExporter } from "./exporters";
import { fluentd } from "./fluentd";
import { grafana } from "./grafana";
import { jaeger } from "./jaeger";
import { kubePrometheusStack } from "./kube-prometheus-stack";
import { loki } from "./loki";
import type { MovedKey } from "./moved";

export type { MovedKey, Place } from "./moved";

export const movedKeys: Readonly<Record<string, readonly MovedKey[]>> = {
  alertmanager,
  fluentd,
  grafana,
  jaeger,
  "kube-prometheus-stack": kubePrometheusStack,
  loki,
  "prometheus-blackbox-exporter": blackboxExporter,
  "prometheus-postgres-exporter": postgresExporter,
  "prometheus-redis-exporter": redisExporter,
};
