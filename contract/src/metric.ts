/** How a metric of an application is described: as data, so that who exports it and who queries it are built from the same words. */

/** The values of a label: any, or one of these. */
export type LabelValues = "any" | readonly string[];

export interface ApplicationMetric {
  /** As exported, a histogram without `_bucket`, `_sum`, `_count`. */
  readonly name: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly unit: "count" | "seconds" | "timestamp" | "bytes" | "cents";
  readonly help: string;
  /** What the instrument sets, with the values where these are bounded. What a scrape adds (`pod`, `service`) is not among them. */
  readonly labels: Readonly<Record<string, LabelValues>>;
  /** Upper bounds of a histogram, without `+Inf`. */
  readonly buckets?: readonly number[];
  /** Some platforms do not tell it. @default every process exports it */
  readonly optional?: boolean;
}

/** Metrics by a short name of our own. */
export type ApplicationMetrics = Readonly<Record<string, ApplicationMetric>>;

/** The labels that an observation is to be given, with the values that they can have. */
export type LabelsOf<Metric extends Pick<ApplicationMetric, "labels">> = {
  readonly [Label in keyof Metric["labels"]]: Metric["labels"][Label] extends readonly (infer Value)[] ? Value : string;
};

/**
 * What somebody has been written for: `applicationMetrics.http satisfies Named<{ requestsTotal: "http_requests_total" }>` no longer compiles
 * when the metric is renamed. Services and rules are deployed one by one, so a new name is a decision that both sides take, never a side effect.
 */
export type Named<Names extends Readonly<Record<string, string>>> = {
  readonly [Key in keyof Names]: { readonly name: Names[Key] };
};
