/** Which Jaeger a pack speaks of: what its construct knows of it. */
import type { Bytes, Duration } from "../../model";
import { matchers, type Matchers } from "../../query";

export interface JaegerTarget {
  /** Namespace of its pods. */
  readonly namespace: string;
  /** The label `job` of its series: the name of the release, which its Service and its Deployment bear, too. */
  readonly job: string;
  /** Heap above which spans are refused: the container's memory limit times `memoryShare`. */
  readonly refusesAbove: Bytes;
  /**
   * How far back Prometheus can look. Where a week and an hour do not fit in, spans are compared with those of the day before.
   * @default weeks(2)
   */
  readonly retention?: Duration;
  /** Where traces are kept. @default unknown: alerts about all kinds, of which only those of the real one can ever fire */
  readonly storage?: "memory" | "badger" | "elasticsearch" | "opensearch" | "cassandra" | "clickhouse";
  /** Whether SDKs ask it which traces to begin. @default true */
  readonly sampling?: boolean;
  /** Whether metrics are computed from spans: once `exportMetricsTo` has named a Prometheus. @default true */
  readonly spanMetrics?: boolean;
}

/** Matchers for the series of this Jaeger, and no other collector in the cluster. */
export const of = ({ namespace, job }: JaegerTarget, more: Matchers = {}) => matchers({ namespace, job, ...more });

/** What the scrape writes on the series of a pod, in tests. */
export const podOf = ({ namespace, job }: JaegerTarget, pod = "jaeger-0") => ({ namespace, job, service: job, pod });

/** The same of somebody else's collectors, which must not count. */
export const othersThan = (target: JaegerTarget) => [
  { ...podOf(target), job: "another" },
  { ...podOf(target), namespace: "another" },
];

/** The labels that alerts about the whole of it carry. */
export const serviceOf = ({ namespace, job }: JaegerTarget) => ({ namespace, service: job });

/** The labels that alerts about a pod carry. */
export const servicePodOf = (target: JaegerTarget, pod = "jaeger-0") => ({ ...serviceOf(target), pod });
