/** Changes of workloads as lines over all panels of a dashboard: what changed is the first question about any trouble. */
import type { Annotation, Expression, Metric } from "../model";
import { matchers, promql, type Matchers } from "../query";

/** The contract of workloads has all of them. Generations grow with each change of what a workload shall be. */
export interface ChangeMetrics {
  readonly deploymentGeneration: Metric;
  /** Pods that a Deployment shall have. */
  readonly deploymentReplicas: Metric;
  readonly statefulSetGeneration: Metric;
  /** Pods that a StatefulSet shall have. */
  readonly statefulSetReplicas: Metric;
  readonly daemonSetGeneration: Metric;
}

/** Of a contract, what tells of changes, for packs that show them. */
export const changeMetrics = ({
  deploymentGeneration,
  deploymentReplicas,
  statefulSetGeneration,
  statefulSetReplicas,
  daemonSetGeneration,
}: ChangeMetrics): ChangeMetrics => ({
  deploymentGeneration,
  deploymentReplicas,
  statefulSetGeneration,
  statefulSetReplicas,
  daemonSetGeneration,
});

/** Changes of all workloads of a kind, by `namespace` and the label that has their names. */
export interface Changes {
  readonly label: "deployment" | "statefulset" | "daemonset";
  readonly generation: Metric;
  readonly changed: Expression;
}

/**
 * An autoscaler changes a workload all day long: only what is more than another number of replicas counts. A DaemonSet has no such number.
 * @param range within which, as PromQL writes it
 */
export const changesOf = (metrics: ChangeMetrics, where: Matchers, range: Expression): readonly Changes[] => {
  const changes = (label: Changes["label"], metric: Metric) =>
    promql`max by (namespace, ${label}) (changes(${metric}{${matchers(where)}}[${range}]))`;
  const kind = (label: Changes["label"], generation: Metric, replicas?: Metric): Changes => ({
    label,
    generation,
    changed: promql`${changes(label, generation)} > ${replicas === undefined ? 0 : changes(label, replicas)}`,
  });
  return [
    kind("deployment", metrics.deploymentGeneration, metrics.deploymentReplicas),
    kind("statefulset", metrics.statefulSetGeneration, metrics.statefulSetReplicas),
    kind("daemonset", metrics.daemonSetGeneration),
  ];
};

/**
 * `deploys(kubernetes, { namespace: matches("$namespace") })`
 * @param where which Deployments, StatefulSets and DaemonSets @default all
 */
export const deploys = (metrics: ChangeMetrics, where: Matchers = {}): Annotation => {
  // As long as the step, which follows the time range: so none is missed in a month, either.
  const [deployments, ...others] = changesOf(metrics, where, promql`$__rate_interval`).map(
    ({ label, changed }) => promql`label_replace(${changed}, "workload", "$1", "${label}", "(.+)")`,
  );
  return {
    name: "Deployments",
    expr: others.reduce((all, each) => promql`${all} or ${each}`, deployments ?? promql``),
    title: "{{namespace}}/{{workload}} changed",
    color: "blue",
  };
};
