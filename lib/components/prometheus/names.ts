/** What the objects of a stack are called and how its pods are labelled, as the chart and the operator do it. */
import type { Pods } from "../../terraform";
import type { PrometheusSettings } from "./props";

type Named = Pick<PrometheusSettings, "releaseName" | "namespace">;

/** The container that the operator makes. */
export const prometheusName = "prometheus";

/** Service made by the operator, which gives each pod a name of its own; all Prometheuses of a namespace share it. */
export const GOVERNING_SERVICE = "prometheus-operated";

/** The Service in front of all replicas. */
export const serviceName = ({ releaseName }: Named): string => `${releaseName}-prometheus`;

/** The pods that the operator makes: replicas of the first shard, then those of the others (its `prometheusNameByShard`). */
export const podNames = ({ releaseName, replicas, shards }: PrometheusSettings): readonly string[] =>
  Array.from({ length: shards }, (_, shard) => (shard === 0 ? "" : `-shard-${shard}`)).flatMap((suffix) =>
    Array.from({ length: replicas }, (_, replica) => `prometheus-${releaseName}${suffix}-${replica}`),
  );

/** The labels by which the operator (0.93, `makeSelectorLabels`) and the chart's Service select the pods of one Prometheus. */
export const podLabels = ({ releaseName }: Pick<Named, "releaseName">): Readonly<Record<string, string>> => ({
  "app.kubernetes.io/name": "prometheus",
  "operator.prometheus.io/name": releaseName,
});

export const prometheusPods = (props: Named): Pods => ({
  name: props.releaseName,
  namespace: props.namespace,
  labels: podLabels(props),
});

export const operatorPods = ({ releaseName, namespace }: Named): Pods => ({
  name: `${releaseName}-operator`,
  namespace,
  labels: { app: "kube-prometheus-stack-operator", release: releaseName },
});

export const kubeStateMetricsName = ({ releaseName }: Pick<Named, "releaseName">): string =>
  `${releaseName}-kube-state-metrics`;

export const kubeStateMetricsPods = (props: Named): Pods => ({
  name: kubeStateMetricsName(props),
  namespace: props.namespace,
  labels: { "app.kubernetes.io/name": "kube-state-metrics", "app.kubernetes.io/instance": props.releaseName },
});

export const nodeExporterName = ({ releaseName }: Pick<Named, "releaseName">): string => `${releaseName}-node-exporter`;
