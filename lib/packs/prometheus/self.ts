/** The Prometheus that watches itself: what its targets are called, and how its series are selected. */
import type { Duration, Expression, Metric } from "../../model";
import { matchers, promql, type Matchers } from "../../query";

/** What the construct knows of its Prometheus. */
export interface PrometheusSelf {
  /** Namespace of Prometheus and its operator. */
  readonly namespace: string;
  /** The label `job` of Prometheus' own targets: the name of its Service. */
  readonly job: string;
  /** The label `job` of the operator: the name of its Service. */
  readonly operatorJob: string;
  /** The label `job` of kube-state-metrics. */
  readonly kubeStateMetricsJob: string;
  /** Pods of all shards. */
  readonly pods: number;
  /** Alertmanagers that get the alerts, each peer counted. 0 where alerts go nowhere. */
  readonly alertmanagers: number;
  /** Whether samples are sent to another store. */
  readonly remoteWrite: boolean;
  /** After this time a scrape is given up. */
  readonly scrapeTimeout: Duration;
}

/** Series that Prometheus itself exports. */
export const ofSelf = ({ namespace, job }: PrometheusSelf, metric: Metric, also: Matchers = {}): Expression =>
  promql`${metric}{${matchers({ job, namespace, ...also })}}`;

/** Series that its operator exports; those about a resource carry the namespace of the resource. */
export const ofOperator = ({ operatorJob }: PrometheusSelf, metric: Metric, also: Matchers = {}): Expression =>
  promql`${metric}{${matchers({ job: operatorJob, ...also })}}`;

/** How texts name a replica. */
export const REPLICA = "{{ $labels.namespace }}/{{ $labels.pod }}";

/** A replica in tests. */
export const replica = ({ namespace, job }: PrometheusSelf, number = 0) => ({
  job,
  namespace,
  service: job,
  pod: `prometheus-${number}`,
  container: "prometheus",
  endpoint: "http-web",
  instance: `10.0.1.${number}:9090`,
});

/** How texts name it. */
export const replicaName = ({ namespace }: PrometheusSelf, number = 0): string => `${namespace}/prometheus-${number}`;

/** The operator in tests. */
export const operator = ({ namespace, operatorJob }: PrometheusSelf) => ({
  job: operatorJob,
  namespace,
  service: operatorJob,
  pod: "operator-0",
  container: "kube-prometheus-stack",
  endpoint: "https",
  instance: "10.0.1.9:10250",
});
