/** Lines about the requests that a bare server of node answers. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { StructuredLogger } from "../structured-logger";
import { RequestLog, type RequestLoggingOptions } from "./request-log";

/** `createServer(httpLogging(logger, handler))`. What the handler returns or throws goes where it went before. */
export function httpLogging<Result>(
  logger: StructuredLogger,
  handler: (req: IncomingMessage, res: ServerResponse) => Result,
  options?: RequestLoggingOptions<IncomingMessage>,
): (req: IncomingMessage, res: ServerResponse) => Result {
  const { route, ...rest } = options ?? {};
  const log = new RequestLog(logger, rest);
  return (req, res) => log.around({ req, res, url: req.url, route: () => route?.(req) }, () => handler(req, res));
}
