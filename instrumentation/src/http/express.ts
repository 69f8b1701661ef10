/** Metrics of the requests that Express 4 or 5 answers. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { requestWatcher, type HttpMetricsOptions, type RequestCounter } from "./core";
import { expressRoute, type ExpressRequest } from "./express-route";

/**
 * `app.use(expressMetrics(metrics))`, before all that answers: what comes earlier is not counted. In node's own types: this package needs
 * none of Express's.
 */
export function expressMetrics<Request extends IncomingMessage & ExpressRequest = IncomingMessage & ExpressRequest>(
  metrics: RequestCounter,
  options?: HttpMetricsOptions<Request>,
): (req: Request, res: ServerResponse, next: (error?: unknown) => void) => void {
  const watch = requestWatcher(metrics, options);
  return (req, res, next) => {
    watch(req, req.originalUrl ?? req.url, { req, res, known: () => expressRoute(req) });
    next();
  };
}
