/** What Loki takes in and what a query may ask for: per tenant, or for all where there is one tenant. */
import * as z from "zod";
import {
  bytes,
  count,
  days,
  duration,
  goDuration,
  hours,
  kibibytes,
  mebibytes,
  minutes,
  type Bytes,
  type Duration,
  type Values,
} from "../../model";

/** The name of an attribute, as OpenTelemetry's semantic conventions write them. */
const attribute = z.string().refine((text) => /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/.test(text), {
  error: "is no name of a resource attribute",
  params: { mend: 'write it with dots, e.g. "k8s.namespace.name"' },
});

export const limits = z.strictObject({
  /** Bytes a second, over all replicas. @default 10 MiB, as in Grafana's own deployments (production/ksonnet/loki) */
  ingestionRate: bytes.default(mebibytes(10)),
  /** Bytes at once, per replica; at least the largest single request. @default 20 MiB, as above */
  ingestionBurst: bytes.default(mebibytes(20)),
  /** Bytes a second of one stream. @default 3 MiB, Loki's own */
  streamRate: bytes.default(mebibytes(3)),
  /** Bytes at once of one stream. @default 15 MiB, Loki's own */
  streamBurst: bytes.default(mebibytes(15)),
  /** Streams (combinations of labels) that are active at once, over all replicas. @default 10000, as in Grafana's own deployments */
  maxStreams: count(1).default(10_000),
  /** Labels of one stream. @default 15, Loki's own */
  maxLabelNames: count(1).default(15),
  /** Longer lines are refused. @default 256 KiB, Loki's own */
  maxLineSize: bytes.default(kibibytes(256)),
  /** Older lines are refused. @default days(7), or the retention where that is shorter */
  maxLineAge: duration.optional(),
  /** Key-value pairs beside the line, such as the trace id. OTLP needs it. @default true */
  structuredMetadata: z.boolean().default(true),
  /** Longest time that one query may span. @default hours(721), Loki's own */
  maxQueryLength: duration.default(hours(721)),
  /** Series that one metric query may give. @default 500, Loki's own */
  maxQuerySeries: count(1).default(500),
  /** Pieces of one query that run at once, over all replicas. @default 128, Loki's own */
  maxQueryParallelism: count(1).default(128),
  /** Lines that one query may give. @default 5000, Loki's own */
  maxQueryLines: count(1).default(5_000),
  /** @default minutes(5) */
  queryTimeout: duration.default(minutes(5)),
  /** Volumes of logs over time, which Grafana's log explorer draws. @default true */
  volume: z.boolean().default(true),
  /**
   * OTLP resource attributes that become labels (`service.name` is `service_name` then); all others become structured metadata.
   * Leave `service.name` in: by it Grafana finds the lines of a trace.
   * @default Loki's own without `k8s.pod.name` and `service.instance.id`, whose many values Loki's documentation warns of
   */
  otlpLabels: z
    .array(attribute)
    .readonly()
    .default([
      "service.name",
      "service.namespace",
      "deployment.environment",
      "deployment.environment.name",
      "cloud.region",
      "cloud.availability_zone",
      "k8s.cluster.name",
      "k8s.namespace.name",
      "k8s.container.name",
      "container.name",
      "k8s.replicaset.name",
      "k8s.deployment.name",
      "k8s.statefulset.name",
      "k8s.daemonset.name",
      "k8s.cronjob.name",
      "k8s.job.name",
    ]),
});
export type Limits = z.output<typeof limits>;

const MEBIBYTE = 2 ** 20;
const UNITS = [
  ["GB", 2 ** 30],
  ["MB", MEBIBYTE],
  ["KB", 2 ** 10],
] as const;

/** Loki's notation of sizes, whose units are powers of two: `256KB`, `3GB`. */
export const lokiSize = ({ bytes: size }: Bytes): string => {
  const unit = UNITS.find(([, one]) => size % one === 0);
  return unit === undefined ? `${size}B` : `${size / unit[1]}${unit[0]}`;
};

/** The section `limits_config`, but for what concerns retention. */
export const limitsValue = (of: Limits, retention: Duration): Values => ({
  ingestion_rate_strategy: "global",
  ingestion_rate_mb: of.ingestionRate.bytes / MEBIBYTE,
  ingestion_burst_size_mb: of.ingestionBurst.bytes / MEBIBYTE,
  per_stream_rate_limit: lokiSize(of.streamRate),
  per_stream_rate_limit_burst: lokiSize(of.streamBurst),
  max_global_streams_per_user: of.maxStreams,
  max_label_names_per_series: of.maxLabelNames,
  max_line_size: lokiSize(of.maxLineSize),
  reject_old_samples: true,
  reject_old_samples_max_age: goDuration(of.maxLineAge ?? shorter(days(7), retention)),
  allow_structured_metadata: of.structuredMetadata,
  max_query_length: goDuration(of.maxQueryLength),
  max_query_series: of.maxQuerySeries,
  // Both, because the second is the one that counts for the index that we use (pkg/querier/queryrange/limits.go).
  max_query_parallelism: of.maxQueryParallelism,
  tsdb_max_query_parallelism: of.maxQueryParallelism,
  max_entries_limit_per_query: of.maxQueryLines,
  query_timeout: goDuration(of.queryTimeout),
  volume_enabled: of.volume,
  otlp_config: {
    resource_attributes: {
      ignore_defaults: true,
      attributes_config: of.otlpLabels.length === 0 ? [] : [{ action: "index_label", attributes: of.otlpLabels }],
    },
  },
});

const shorter = (a: Duration, b: Duration): Duration => (a.milliseconds <= b.milliseconds ? a : b);
