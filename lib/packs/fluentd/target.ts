/** Which Fluentd a pack speaks of: what its construct knows of it. */
import { matchers, type Matchers } from "../../query";

export interface FluentdTarget {
  /** Namespace of its pods. */
  readonly namespace: string;
  /** The label `job` of its series: the name of the release, which its Service and its DaemonSet bear, too. */
  readonly job: string;
}

/** Matchers for the series of this Fluentd, and no other in the cluster. */
export const of = ({ namespace, job }: FluentdTarget, more: Matchers = {}) => matchers({ namespace, job, ...more });

/** What the scrape writes on the series of the pod on a node, in tests. */
export const podOn = ({ namespace, job }: FluentdTarget, node: string) => ({
  namespace,
  job,
  service: job,
  node,
  pod: `${job}-${node}`,
});

/** What its output adds to that. */
export const outputOn = (target: FluentdTarget, node: string) => ({
  ...podOn(target, node),
  plugin_id: "out_loki",
  type: "loki",
});

/** The labels that alerts about a node carry. */
export const nodeOf = ({ namespace, job }: FluentdTarget, node: string) => ({ namespace, service: job, node });
