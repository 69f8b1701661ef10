/** The one name that ties metrics, traces and logs together. Exemplars, derived fields, log labels and queries all take it from here. */

/** Label of exemplars, field of log lines, structured metadata in Loki. */
export const TRACE_ID = "trace_id";

/** Label that names the application on metrics and logs; traces carry it as the resource attribute `service.name`. */
export const SERVICE = "service";
