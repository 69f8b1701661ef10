/** What a service that answers HTTP exports. */
import type { ApplicationMetrics } from "../metric";

/** Stands for each value that is not one of the known ones, or is one too many: nobody from outside can invent series. */
export const OTHER = "_OTHER";

/** The route of a request that no route matches. */
export const UNMATCHED_ROUTE = "unmatched";

export const HTTP_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", OTHER] as const;

/** Seconds. The upper bounds between which a latency can be told apart; an objective needs its threshold among them. */
export const DURATION_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] as const;

/** The labels that every request is counted under. */
const LABELS = {
  /** Anything else that a client may send counts as `_OTHER`. */
  method: HTTP_METHODS,
  /** The pattern, `/orders/:id`, never the path that was asked for. */
  route: "any",
  status_code: "any",
} as const;

export const http = {
  requestsTotal: {
    name: "http_requests_total",
    type: "counter",
    unit: "count",
    help: "Requests answered.",
    labels: LABELS,
  },
  requestDuration: {
    name: "http_request_duration_seconds",
    type: "histogram",
    unit: "seconds",
    help: "From the first byte of the request to the last byte of the answer.",
    labels: LABELS,
    buckets: DURATION_BUCKETS,
  },
  requestsInFlight: {
    name: "http_requests_in_flight",
    type: "gauge",
    unit: "count",
    help: "Requests that are being answered. Connections that are held open on purpose (WebSocket, server-sent events) do not count.",
    labels: {},
  },
} as const satisfies ApplicationMetrics;
