/** Lines about the requests that Express 4 or 5 answers. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type ExpressRequest, expressRoute } from "../../http";
import type { StructuredLogger } from "../structured-logger";
import { RequestLog, type RequestLoggingOptions } from "./request-log";

/** `app.use(expressLogging(logger))`, before all that answers: what comes earlier is not logged. In node's own types: this package needs none of Express's. */
export function expressLogging<Request extends IncomingMessage & ExpressRequest = IncomingMessage & ExpressRequest>(
  logger: StructuredLogger,
  { route, ...options }: RequestLoggingOptions<Request> = {},
): (req: Request, res: ServerResponse, next: (error?: unknown) => void) => void {
  const log = new RequestLog(logger, options);
  return (req, res, next) => {
    const url = req.originalUrl ?? req.url;
    log.around({ req, res, url, route: () => route?.(req) ?? expressRoute(req) }, next);
  };
}
