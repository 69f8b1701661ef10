/** What the values of a metric or a rule are measured in; decides how people get to see them. */
export type Unit =
  | "count"
  | "per second"
  | "seconds"
  /** As OpenTelemetry's older histograms have it; shown beside single observations, which nothing divides. */
  | "milliseconds"
  /** Seconds since 1970. */
  | "timestamp"
  | "bytes"
  | "bytes per second"
  /** 0 to 1. */
  | "ratio"
  | "cores"
  /** 0 or 1. */
  | "boolean"
  | "celsius"
  | "cents";
