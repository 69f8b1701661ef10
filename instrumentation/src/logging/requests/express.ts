/** Lines about the requests that Express 4 or 5 answers. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type ExpressRequest, expressRoute } from "../../http";
import type { StructuredLogger } from "../structured-logger";
import { rememberFailure, RequestLog, type RequestLoggingOptions } from "./request-log";

/** `app.use(expressLogging(logger))`, before all that answers: what comes earlier is not logged. In node's own types: this package needs none of Express's. */
export function expressLogging<Request extends IncomingMessage & ExpressRequest = IncomingMessage & ExpressRequest>(
  logger: StructuredLogger,
  options?: RequestLoggingOptions<Request>,
): (req: Request, res: ServerResponse, next: (error?: unknown) => void) => void {
  const { route, ...rest } = options ?? {};
  const log = new RequestLog(logger, rest);
  return (req, res, next) => {
    const url = req.originalUrl ?? req.url;
    log.around({ req, res, url, route: () => route?.(req) ?? expressRoute(req) }, next);
  };
}

/**
 * `app.use(expressErrorLogging())`, after all routes and before handlers of errors of your own: the line about the end of a request that failed has its error. Express tells
 * errors to nobody who stands before the routes.
 */
export function expressErrorLogging(): (
  error: unknown,
  req: IncomingMessage,
  res: ServerResponse,
  next: (error?: unknown) => void,
) => void {
  // Express knows handlers of errors by their four parameters.
  return (error, _req, res, next) => {
    rememberFailure(res, error);
    next(error);
  };
}
