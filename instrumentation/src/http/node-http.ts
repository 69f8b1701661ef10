/** Metrics of the requests that a bare server of node answers. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { watchRequest, type HttpMetricsOptions, type RequestCounter } from "./core";
import { pathFilter } from "./ignored-paths";

/**
 * `createServer(httpMetrics(metrics, handler, { route }))`. Node knows no routes: without `route` all that is answered counts as `unmatched`.
 * What the handler returns or throws goes where it went before.
 */
export function httpMetrics<Result>(
  metrics: RequestCounter,
  handler: (req: IncomingMessage, res: ServerResponse) => Result,
  { ignore, route }: HttpMetricsOptions<IncomingMessage> = {},
): (req: IncomingMessage, res: ServerResponse) => Result {
  const ignored = pathFilter(ignore);
  return (req, res) => {
    if (!ignored(req.url)) watchRequest(metrics, req, res, () => route?.(req));
    return handler(req, res);
  };
}
