/** Metrics of the requests that Koa answers. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { watchRequest, type HttpMetricsOptions, type RequestCounter } from "./core";
import { pathFilter } from "./ignored-paths";

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
  { ignore, route }: HttpMetricsOptions<KoaContextLike> = {},
): (context: KoaContextLike, next: () => Promise<unknown>) => Promise<unknown> {
  const ignored = pathFilter(ignore);
  return (context, next) => {
    if (!ignored(context.originalUrl)) {
      watchRequest(metrics, context.req, context.res, () => route?.(context) ?? matchedRoute(context));
    }
    return next();
  };
}

const matchedRoute = ({ _matchedRoute: matched }: KoaContextLike): string | undefined =>
  typeof matched === "string" || matched instanceof RegExp ? String(matched) : undefined;
