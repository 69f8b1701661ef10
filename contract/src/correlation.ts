/** The names that tie metrics, traces and logs together: exemplars, log lines, derived fields, labels and queries all take them from here. */

/** Field of log lines, label of exemplars, structured metadata in Loki: the id of the trace, 32 hexadecimal digits in lower case. */
export const TRACE_ID = "trace_id";

/** Field of log lines: the id of the span, 16 hexadecimal digits in lower case. */
export const SPAN_ID = "span_id";

/** Label of an exemplar that says which trace the observation comes from. */
export const EXEMPLAR_LABEL = TRACE_ID;

/** Label that names the application on metrics and logs; traces carry it as the resource attribute `service.name`. */
export const SERVICE = "service";

/** Attributes of the resource that every span of a service belongs to, as OpenTelemetry names them. */
export const RESOURCE_ATTRIBUTES = {
  service: "service.name",
  version: "service.version",
  environment: "deployment.environment.name",
} as const;

/** Header of a request and of its answer; Node gives the names of headers in lower case. */
export const REQUEST_ID_HEADER = "x-request-id";

/**
 * Finds the id of the trace in a log line, as its first group: in JSON, also where the line is a text within another JSON, in logfmt, or
 * after a colon. `parent_trace_id` is another field. A source text that RE2 (Loki, Go) and JavaScript (Grafana) read alike. Ids of 16 digits are
 * those of older tracers.
 */
export const TRACE_ID_PATTERN = String.raw`(?:^|[^0-9A-Za-z_.-])${TRACE_ID}\\*"?\s*[:=]\s*\\*"?([0-9a-f]{32}|[0-9a-f]{16})(?:[^0-9A-Za-z]|$)`;
