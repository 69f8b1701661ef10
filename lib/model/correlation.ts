/** The names that tie metrics, traces and logs together: exemplars, derived fields, log labels and queries all take them from here. */
export {
  EXEMPLAR_LABEL,
  LOG_FIELDS,
  SERVICE,
  SPAN_ID,
  TRACE_ID,
  TRACE_ID_PATTERN,
} from "@cdktf-observability/contract";
