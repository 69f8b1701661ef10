/** The fields of a log line: one JSON object, each of these at its top. */
import { SERVICE, SPAN_ID, TRACE_ID } from "./correlation";

/** From the least to the most urgent. */
export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal"] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

export const LOG_FIELDS = {
  /** When it happened: ISO 8601, UTC, with milliseconds. */
  timestamp: "@timestamp",
  level: "level",
  message: "message",
  service: SERVICE,
  version: "version",
  environment: "environment",
  /** Of the active span; absent where there is none. */
  traceId: TRACE_ID,
  spanId: SPAN_ID,
  /** An object of `ERROR_FIELDS`. */
  error: "error",
  /** Of the request that is being answered: from its header `X-Request-ID`, else made up. */
  requestId: "request_id",
} as const;

export const ERROR_FIELDS = { type: "type", message: "message", stack: "stack" } as const;

/** What the lines about a request say of it. */
export const REQUEST_FIELDS = {
  method: "method",
  /** The path that was asked for, without its query. */
  path: "path",
  statusCode: "status_code",
  duration: "duration_seconds",
  remoteAddress: "remote_address",
  userAgent: "user_agent",
} as const;

/** What a line of the audit log says: who did what. It has the level of no filter and is never sampled. */
export const AUDIT_FIELDS = {
  /** `true` on these lines alone. */
  audit: "audit",
  action: "action",
  userId: "user_id",
  details: "details",
} as const;
