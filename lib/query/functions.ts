/** What Prometheus's functions and aggregations take and give, and which of them it refuses unless a feature flag is set (Prometheus 3.15). */

/** The type of an expression. */
export type ValueType = "scalar" | "instant vector" | "range vector" | "string";

export interface FunctionSignature {
  readonly args: readonly ValueType[];
  /** How many of the last argument may be left out or repeated: 1 = it may be left out, -1 = any number. */
  readonly variadic: number;
  readonly returns: ValueType;
  /** Needs a feature flag. */
  readonly experimental: boolean;
}

const V = "instant vector";
const M = "range vector";
const S = "scalar";
const T = "string";

const signatures = (
  names: string,
  args: readonly ValueType[],
  { variadic = 0, returns = V, experimental = false }: Partial<FunctionSignature> = {},
): readonly (readonly [string, FunctionSignature])[] =>
  names.split(" ").map((name) => [name, { args, variadic, returns, experimental }]);

/** All functions by name. */
export const FUNCTIONS: ReadonlyMap<string, FunctionSignature> = new Map([
  ...signatures("abs absent ceil exp floor ln log2 log10 sgn sort sort_desc sqrt timestamp", [V]),
  ...signatures("acos acosh asin asinh atan atanh cos cosh deg rad sin sinh tan tanh", [V]),
  ...signatures("histogram_avg histogram_count histogram_sum histogram_stddev histogram_stdvar", [V]),
  ...signatures("days_in_month day_of_month day_of_week day_of_year hour minute month year", [V], { variadic: 1 }),
  ...signatures("absent_over_time avg_over_time count_over_time first_over_time last_over_time", [M]),
  ...signatures("max_over_time min_over_time present_over_time stddev_over_time stdvar_over_time sum_over_time", [M]),
  ...signatures("changes delta deriv idelta increase irate rate resets", [M]),
  ...signatures("clamp", [V, S, S]),
  ...signatures("clamp_max clamp_min", [V, S]),
  ...signatures("round", [V, S], { variadic: 1 }),
  ...signatures("histogram_quantile", [S, V]),
  ...signatures("histogram_fraction", [S, S, V]),
  ...signatures("predict_linear", [M, S]),
  ...signatures("quantile_over_time", [S, M]),
  ...signatures("label_replace", [V, T, T, T, T]),
  ...signatures("label_join", [V, T, T, T], { variadic: -1 }),
  ...signatures("scalar", [V], { returns: S }),
  ...signatures("vector", [S]),
  ...signatures("pi time", [], { returns: S }),
  ...signatures("start end step range", [], { returns: S, experimental: true }),
  ...signatures("min_of max_of", [S, S], { returns: S, experimental: true }),
  ...signatures("start_timestamp", [V], { experimental: true }),
  ...signatures("mad_over_time ts_of_first_over_time ts_of_last_over_time", [M], { experimental: true }),
  ...signatures("ts_of_max_over_time ts_of_min_over_time", [M], { experimental: true }),
  ...signatures("double_exponential_smoothing", [M, S, S], { experimental: true }),
  ...signatures("histogram_quantiles", [V, T, S, S], { variadic: 9, experimental: true }),
  ...signatures("info", [V, V], { variadic: 1, experimental: true }),
  ...signatures("sort_by_label sort_by_label_desc", [V, T], { variadic: -1, experimental: true }),
]);

/** What the first argument of an aggregation that takes two is. */
export const AGGREGATION_PARAMETERS: ReadonlyMap<string, ValueType> = new Map([
  ["topk", S],
  ["bottomk", S],
  ["quantile", S],
  ["limitk", S],
  ["limit_ratio", S],
  ["count_values", T],
]);

export const EXPERIMENTAL_AGGREGATIONS: ReadonlySet<string> = new Set(["limitk", "limit_ratio"]);
