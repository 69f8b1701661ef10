/** Deployments as lines over all panels of a dashboard: what changed is the first question about any trouble. */
import type { Annotation, Metric } from "../model";
import { matchers, promql, type Matchers } from "../query";

/** The contract of workloads has both. */
interface DeploymentMetrics {
  /** Grows with each change of what a Deployment shall be. */
  readonly deploymentGeneration: Metric;
  /** Pods that a Deployment shall have. */
  readonly deploymentReplicas: Metric;
}

/**
 * `deploys(kubernetes, { namespace: matches("$namespace") })`
 *
 * An autoscaler changes a Deployment all day long: only what is more than another number of replicas counts.
 * @param where which Deployments @default all
 */
export const deploys = (
  { deploymentGeneration, deploymentReplicas }: DeploymentMetrics,
  where: Matchers = {},
): Annotation => {
  // As long as the step, which follows the time range: so none is missed in a month, either.
  const changes = (metric: Metric) =>
    promql`max by (namespace, deployment) (changes(${metric}{${matchers(where)}}[$__rate_interval]))`;
  return {
    name: "Deployments",
    expr: promql`${changes(deploymentGeneration)} > ${changes(deploymentReplicas)}`,
    title: "{{namespace}}/{{deployment}} changed",
    color: "blue",
  };
};
