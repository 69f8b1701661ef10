/** Metrics of the requests that Express 4 or 5 answers. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { watchRequest, type HttpMetricsOptions, type RequestCounter } from "./core";
import { expressRoute, type ExpressRequest } from "./express-route";
import { pathFilter } from "./ignored-paths";

/**
 * `app.use(expressMetrics(metrics))`, before all that answers: what comes earlier is not counted. In node's own types: this package needs
 * none of Express's.
 */
export function expressMetrics<Request extends IncomingMessage & ExpressRequest = IncomingMessage & ExpressRequest>(
  metrics: RequestCounter,
  { ignore, route }: HttpMetricsOptions<Request> = {},
): (req: Request, res: ServerResponse, next: (error?: unknown) => void) => void {
  const ignored = pathFilter(ignore);
  return (req, res, next) => {
    if (!ignored(req.originalUrl ?? req.url)) watchRequest(metrics, req, res, () => route?.(req) ?? expressRoute(req));
    next();
  };
}
