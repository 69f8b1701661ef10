/** What the metrics of an HTTP service are called: ours, those of OpenTelemetry, or a service's own. */
import {
  contract,
  gauge,
  histogram,
  seriesOf,
  SERVICE_TARGET,
  type Metric,
  type MetricContract,
  type SeriesDefinition,
} from "../../model";
import { http } from "./metrics";

/** Names of labels that stand for ours. */
export interface HttpLabels {
  /** Status of the answer: `200`. */
  readonly status: string;
  /** Pattern of the path: `/orders/:id`. @default its routes are not told apart */
  readonly route?: string;
  /** @default its methods are not told apart */
  readonly method?: string;
}

export interface HttpMetrics {
  /** All of them: what the pack of such a service promises. */
  readonly contract: MetricContract;
  /** Name of the series that counts requests: `http_requests_total`, `http_server_request_duration_seconds_count`. */
  readonly requests: string;
  /** A histogram of seconds. @default how long requests take is not known */
  readonly duration?: Metric;
  /** Requests that are being answered. @default how many these are is not known */
  readonly inFlight?: Metric;
  readonly labels: HttpLabels;
}

/** Those of a service that says how long its requests take. */
export type TimedHttpMetrics = HttpMetrics & { readonly duration: Metric };
/** Those of a service that says how many requests it is answering. */
export type BusyHttpMetrics = HttpMetrics & { readonly inFlight: Metric };

interface HttpMetricsProps {
  /** A counter, or a histogram whose count it is. @default the count of `duration` */
  readonly requests?: Metric;
  /** A histogram of seconds with classic buckets. @default how long requests take is not known */
  readonly duration?: Metric;
  /** A gauge; ours only beside our counter. @default how many requests are being answered is not known */
  readonly inFlight?: Metric;
  /** Names of the labels of `requests`; that of the route is `duration`'s, too. */
  readonly labels: HttpLabels;
}

/**
 * The metrics of a service that has names of its own. They must be scraped from its pods, so that they carry `namespace`, `service` and `pod`.
 * ```ts
 * const legacy = contract({ targetLabels: SERVICE_TARGET, source: "the legacy shop" }, {
 *   requests: counter("shop_http_total", { help: "Requests.", labels: { code: "any", handler: "any" } }),
 * });
 * httpMetrics({ requests: legacy.requests, labels: { status: "code", route: "handler" } })
 * ```
 * @throws TypeError for metrics of other types or units
 */
export const httpMetrics = ({ duration, requests = duration, inFlight, labels }: HttpMetricsProps): HttpMetrics => {
  if (requests === undefined) throw new TypeError("httpMetrics needs requests, or a duration whose count they are.");
  if (duration !== undefined) mustHaveBuckets(duration);
  if (inFlight !== undefined && inFlight.type !== "gauge")
    throw new TypeError(`${inFlight.name} is a ${inFlight.type}: what is in flight goes up and down, write a gauge.`);
  if (inFlight?.name === http.requestsInFlight.name && requests !== http.requestsTotal)
    // The one would be recorded with all services, the other with this one, so that their quotient is of two times.
    throw new TypeError(`${inFlight.name} goes with ${http.requestsTotal.name} alone: leave inFlight out.`);
  const all = { requests, requestDuration: duration, requestsInFlight: inFlight };
  return {
    contract: Object.fromEntries(
      Object.entries(all).flatMap(([key, metric]) =>
        metric === undefined || (key === "requestDuration" && metric === requests) ? [] : [[key, metric]],
      ),
    ),
    requests: counting(requests).name,
    duration,
    inFlight,
    labels,
  };
};

/** The buckets of all services are recorded under one name, in which `le` is a number of seconds. */
const mustHaveBuckets = ({ name, type, unit, buckets }: Metric): void => {
  if (type !== "histogram" || !Array.isArray(buckets))
    throw new TypeError(`${name} has no classic buckets: write a histogram that lists them.`);
  if (unit !== "seconds") throw new TypeError(`${name} is measured in ${unit}: export it in seconds.`);
};

const counting = (metric: Metric): SeriesDefinition => {
  const [found] = seriesOf(metric).filter(({ role }) => role === (metric.type === "counter" ? "value" : "count"));
  if (found === undefined || metric.type === "gauge")
    throw new TypeError(`${metric.name} counts nothing: write a counter, or a histogram with classic buckets.`);
  return found;
};

/** Ours. */
export const standardHttp: HttpMetrics = httpMetrics({
  requests: http.requestsTotal,
  duration: http.requestDuration,
  inFlight: http.requestsInFlight,
  labels: { status: "status_code", route: "route", method: "method" },
});

const METHOD = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE", "QUERY", "_OTHER"];
const SCOPE = { otel_scope_name: "any", otel_scope_version: "any", otel_scope_schema_url: "any" } as const;
const SERVER = { url_scheme: "any", server_address: "any", server_port: "any" } as const;

/** The bounds that the conventions advise. */
const OTEL_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] as const;

const otel = contract(
  {
    targetLabels: SERVICE_TARGET,
    exporter: "the service itself (OpenTelemetry)",
    source:
      "OpenTelemetry semantic conventions for HTTP metrics, stable since 1.23, as Prometheus exporters spell them",
  },
  {
    requestDuration: histogram("http_server_request_duration_seconds", {
      unit: "seconds",
      help: "How long it took to answer a request.",
      labels: {
        http_request_method: METHOD,
        http_route: "any",
        http_response_status_code: "any",
        error_type: "any",
        network_protocol_name: "any",
        network_protocol_version: "any",
        ...SERVER,
        ...SCOPE,
      },
      // A request that matches no route has none, and one whose caller has gone is answered with no status.
      optionalLabels: [
        "http_route",
        "http_response_status_code",
        "error_type",
        "network_protocol_name",
        "network_protocol_version",
        "server_address",
        "server_port",
        ...Object.keys(SCOPE),
      ],
      buckets: OTEL_BUCKETS,
    }),
    activeRequests: gauge("http_server_active_requests", {
      help: "Requests that are being answered.",
      labels: { http_request_method: METHOD, ...SERVER, ...SCOPE },
      optionalLabels: ["server_address", "server_port", ...Object.keys(SCOPE)],
    }),
  },
);

export const otelRequestDuration: Metric = otel.requestDuration;

/** Those of OpenTelemetry's instrumentation: a histogram, whose count serves as the counter of requests, and what is active. */
export const otelHttp: HttpMetrics = httpMetrics({
  duration: otel.requestDuration,
  inFlight: otel.activeRequests,
  labels: { status: "http_response_status_code", route: "http_route", method: "http_request_method" },
});
