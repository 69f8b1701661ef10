/** Metrics of the requests that a bare server of node answers. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { requestWatcher, type HttpMetricsOptions, type RequestCounter } from "./core";

/**
 * `createServer(httpMetrics(metrics, handler, { route }))`. Node knows no routes: without `route` all that is answered counts as `unmatched`.
 * What the handler returns or throws goes where it went before.
 */
export function httpMetrics<Result>(
  metrics: RequestCounter,
  handler: (req: IncomingMessage, res: ServerResponse) => Result,
  options?: HttpMetricsOptions<IncomingMessage>,
): (req: IncomingMessage, res: ServerResponse) => Result {
  const watch = requestWatcher(metrics, options);
  return (req, res) => {
    watch(req, req.url, { req, res });
    return handler(req, res);
  };
}
