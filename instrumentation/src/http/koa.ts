/** Metrics of the requests that Koa answers. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { requestWatcher, type HttpMetricsOptions, type RequestCounter } from "./core";

/** What is read of a context of Koa. */
export interface KoaContextLike {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly originalUrl: string;
  /** Set by `@koa/router`: the path of the route with all prefixes, as written. */
  readonly _matchedRoute?: unknown;
}

/** `app.use(koaMetrics(metrics))`, before all that answers: what comes earlier is not counted. */
export function koaMetrics(
  metrics: RequestCounter,
  options?: HttpMetricsOptions<KoaContextLike>,
): (context: KoaContextLike, next: () => Promise<unknown>) => Promise<unknown> {
  const watch = requestWatcher(metrics, options);
  return (context, next) => {
    const { req, res, originalUrl } = context;
    watch(context, originalUrl, { req, res, known: () => matchedRoute(context) });
    return next();
  };
}

const matchedRoute = ({ _matchedRoute: matched }: KoaContextLike): string | undefined =>
  typeof matched === "string" || matched instanceof RegExp ? String(matched) : undefined;
