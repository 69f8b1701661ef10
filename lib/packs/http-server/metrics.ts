/** What a service that answers HTTP exports; our instrumentation package does it exactly like this. */
import { contract, counter, gauge, histogram, SERVICE_TARGET } from "../../model";

/** The labels that every request is counted under. */
const LABELS = {
  /** Anything else that a client may send counts as `_OTHER`, so that nobody can invent series. */
  method: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "_OTHER"],
  /** The pattern, `/orders/:id`, never the path that was asked for. */
  route: "any",
  status_code: "any",
} as const;

/** Seconds. The upper bounds between which a latency can be told apart; an objective needs its threshold among them. */
export const DURATION_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] as const;

export const http = contract(
  { targetLabels: SERVICE_TARGET, source: "the metric contract of this project" },
  {
    requestsTotal: counter("http_requests_total", { help: "Requests answered.", labels: LABELS }),
    requestDuration: histogram("http_request_duration_seconds", {
      unit: "seconds",
      help: "From the first byte of the request to the last byte of the answer.",
      labels: LABELS,
      buckets: DURATION_BUCKETS,
    }),
    requestsInFlight: gauge("http_requests_in_flight", {
      help: "Requests that are being answered. Connections that are held open on purpose (WebSocket, server-sent events) do not count.",
    }),
  },
);
