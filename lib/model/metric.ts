/** The contract of a metric: what its source promises to export, so that a query can be held against it before anything runs. */
import type { Unit } from "./unit";

/** The values of a label: any, or one of these. */
export type LabelValues = "any" | readonly string[];

export type MetricType = "counter" | "gauge" | "histogram" | "summary";

export interface Metric {
  readonly kind: "metric";
  /** As exported, without `_bucket`, `_sum`, `_count`. */
  readonly name: string;
  readonly type: MetricType;
  readonly unit: Unit;
  readonly help: string;
  /** Labels that the instrument itself sets, with their values where these are bounded. */
  readonly labels: Readonly<Record<string, LabelValues>>;
  /** Labels of the instrument that some of its series lack. */
  readonly optionalLabels: readonly string[];
  /** Labels that the scrape adds: `namespace`, `pod`, `job`, `instance` … */
  readonly targetLabels: readonly string[];
  /** Target labels that only some targets have. */
  readonly optionalTargetLabels: readonly string[];
  /**
   * The labels that tell its series apart, where the others follow from them (`kube_pod_info`: a pod has one node).
   * @default all labels
   */
  readonly identifiedBy?: readonly string[];
  /** Upper bounds of a classic histogram without `+Inf`, or `native`. */
  readonly buckets?: readonly number[] | "native";
  /** What exports it: `kube-state-metrics`, `postgres_exporter`, the service itself. */
  readonly exporter: string;
  /** Where this is known from: the product and its version, a page, a file. */
  readonly source: string;
}

/** What exports the metrics of applications: their own code. */
export const INSTRUMENTATION = "the service itself (instrumentation)";

/** Metrics by a short name of our own. */
export type MetricContract = Readonly<Record<string, Metric>>;

/** What a contract says of all its metrics. */
export interface ContractDefaults {
  /** Labels that the scrape adds to every series. */
  readonly targetLabels: readonly string[];
  /** @default none */
  readonly optionalTargetLabels?: readonly string[];
  /** What exports them. @default the service itself */
  readonly exporter?: string;
  readonly source: string;
}

interface MetricProps {
  readonly help: string;
  /** @default "count" */
  readonly unit?: Unit;
  /** @default none */
  readonly labels?: Readonly<Record<string, LabelValues>>;
  /** @default none */
  readonly optionalLabels?: readonly string[];
  /** The labels that tell its series apart. @default all labels */
  readonly identifiedBy?: readonly string[];
  /** @default the contract's */
  readonly targetLabels?: readonly string[];
  /** @default the contract's */
  readonly exporter?: string;
  /** @default the contract's */
  readonly source?: string;
}
interface HistogramProps extends MetricProps {
  /** Upper bounds without `+Inf`, or `native`. */
  readonly buckets: readonly number[] | "native";
}

/** A metric that its contract has still to complete. */
type Draft = MetricProps & {
  readonly name: string;
  readonly type: MetricType;
  readonly buckets?: readonly number[] | "native";
};

/** A number that only grows, until its process starts anew. Query it through `rate` or `increase`. */
export const counter = (name: string, props: MetricProps): Draft => ({ ...props, name, type: "counter" });
/** A number that goes up and down. */
export const gauge = (name: string, props: MetricProps): Draft => ({ ...props, name, type: "gauge" });
/** Observations counted in buckets: `${metric}_bucket`, `${metric}_sum`, `${metric}_count`; a native one is queried by its own name. */
export const histogram = (name: string, props: HistogramProps): Draft => ({ ...props, name, type: "histogram" });
/** Quantiles computed by the process itself: the name with the label `quantile`, `_sum` and `_count`. */
export const summary = (name: string, props: MetricProps): Draft => ({ ...props, name, type: "summary" });

/**
 * ```ts
 * const http = contract({ targetLabels: POD_TARGET, source: "…" }, {
 *   requestsTotal: counter("http_requests_total", { help: "Requests answered.", labels: { method: "any" } }),
 * });
 * promql`rate(${http.requestsTotal}[5m])`
 * ```
 */
export const contract = <Drafts extends Readonly<Record<string, Draft>>>(
  defaults: ContractDefaults,
  metrics: Drafts,
): { readonly [Name in keyof Drafts]: Metric } =>
  Object.fromEntries(
    Object.entries(metrics).map(([key, draft]) => [
      key,
      {
        unit: "count",
        labels: {},
        optionalLabels: [],
        optionalTargetLabels: [],
        exporter: INSTRUMENTATION,
        ...defaults,
        ...draft,
        kind: "metric",
      } satisfies Metric,
    ]),
  ) as { readonly [Name in keyof Drafts]: Metric };

/** What a scrape through a ServiceMonitor adds. */
export const SERVICE_TARGET: readonly string[] = [
  "namespace",
  "pod",
  "container",
  "service",
  "endpoint",
  "job",
  "instance",
];

/** What a series is to its metric: the value itself, or a part of a histogram or summary. */
export type SeriesRole = "value" | "bucket" | "sum" | "count" | "quantile";

/** A name that can stand in a query. */
export interface SeriesDefinition {
  readonly name: string;
  readonly role: SeriesRole;
  readonly metric: Metric;
}

/** The names that a metric is exported under. */
export const seriesOf = (metric: Metric): readonly SeriesDefinition[] => {
  const part = (suffix: string, role: SeriesRole): SeriesDefinition => ({
    name: `${metric.name}${suffix}`,
    role,
    metric,
  });
  if (metric.type === "histogram" && metric.buckets !== "native")
    return [part("_bucket", "bucket"), part("_sum", "sum"), part("_count", "count")];
  if (metric.type === "summary") return [part("", "quantile"), part("_sum", "sum"), part("_count", "count")];
  return [part("", "value")];
};

/** The upper bound of a bucket as Prometheus 3 writes it into `le` (and a quantile into `quantile`): `1.0`, `0.5`, `1e+06`, `+Inf`. */
export const bucketLabel = (bound: number): string => {
  if (!Number.isFinite(bound)) return bound > 0 ? "+Inf" : bound < 0 ? "-Inf" : "NaN";
  const [mantissa = "", power = ""] = bound.toExponential().split("e");
  const exponent = Number(power);
  // The shortest spelling of Go, where large and small numbers have an exponent of two digits.
  if (bound !== 0 && (exponent < -4 || exponent >= 6))
    return `${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  return Number.isInteger(bound) ? `${bound}.0` : String(bound);
};
