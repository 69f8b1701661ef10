/** Why Loki refuses lines: the values of the label `reason` (Loki 3.7.6, pkg/validation/validate.go). */

/** More lines or bytes than the tenant, or one stream, may send. */
export const RATE_LIMITS = ["rate_limited", "per_stream_rate_limit"] as const;

/** More streams than the tenant may have. */
export const STREAM_LIMIT = "stream_limit";

export const DISCARD_REASONS = [
  ...RATE_LIMITS,
  STREAM_LIMIT,
  "request_body_too_large",
  "invalid_labels",
  "missing_labels",
  "line_too_long",
  "out_of_order",
  "too_far_behind",
  "greater_than_max_sample_age",
  "too_far_in_future",
  "max_label_names_per_series",
  "label_name_too_long",
  "label_value_too_long",
  "duplicate_label_names",
  "disallowed_structured_metadata",
  "structured_metadata_too_large",
  "structured_metadata_too_many",
  "blocked_ingestion",
  "blocked_ingestion_policy",
  "missing_enforced_labels",
] as const;
