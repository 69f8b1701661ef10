/** What an observed application exports, in names: nothing but data, so that whoever exports and whoever asks can share it. */
export {
  EXEMPLAR_LABEL,
  REQUEST_ID_HEADER,
  RESOURCE_ATTRIBUTES,
  SERVICE,
  SPAN_ID,
  TRACE_ID,
  TRACE_ID_PATTERN,
} from "./correlation";
export { AUDIT_FIELDS, ERROR_FIELDS, LOG_FIELDS, LOG_LEVELS, REQUEST_FIELDS, type LogLevel } from "./log";
export type { ApplicationMetric, ApplicationMetrics, LabelsOf, LabelValues, Named } from "./metric";
export {
  applicationMetrics,
  CACHE_RESULTS,
  DURATION_BUCKETS,
  HTTP_METHODS,
  JOB_BUCKETS,
  JOB_OUTCOMES,
  OTHER,
  TIMEFRAMES,
  UNMATCHED_ROUTE,
} from "./metrics";
