/** Which Loki a pack speaks of: what its construct knows of it. */
import { matchers, type Matchers } from "../../query";
import { anyOf, type Job } from "../jobs-down";

export interface LokiTarget {
  /** Namespace of its pods. */
  readonly namespace: string;
  /**
   * The label `job` of each of its workloads. The chart's ServiceMonitor makes it of namespace and Service: `logging/loki` for the monolith,
   * `logging/loki-distributor`, `logging/loki-ingester` … for the distributed mode. At least one.
   */
  readonly jobs: readonly string[];
  /** Where chunks and index are kept. A file system has no requests to watch. */
  readonly store: "s3" | "gcs" | "azure" | "filesystem";
  /** Streams that a tenant may have at once: Loki's `max_global_streams_per_user`. */
  readonly maxStreams: number;
}

/** Matchers for the series of this Loki, and no other in the cluster. */
export const of = ({ namespace, jobs }: LokiTarget, more: Matchers = {}) =>
  matchers({ namespace, job: anyOf(jobs), ...more });

export const jobsOf = ({ namespace, jobs }: LokiTarget): readonly Job[] => jobs.map((job) => ({ namespace, job }));

/** What the scrape writes on the series of a pod, in tests. */
export const podOf = (target: LokiTarget, pod = "loki-0") => {
  const { namespace } = target;
  const job = target.jobs[0] ?? "";
  return { namespace, job, service: job.slice(job.indexOf("/") + 1), pod };
};

/** The labels that alerts about a workload carry. */
export const serviceOf = (target: LokiTarget) => {
  const { namespace, service } = podOf(target);
  return { namespace, service };
};
