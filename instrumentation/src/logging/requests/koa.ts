/** Lines about the requests that Koa answers. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { StructuredLogger } from "../structured-logger";
import { rememberFailure, RequestLog, type RequestLoggingOptions } from "./request-log";

/** What is read of a context of Koa. */
interface KoaContextLike {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly originalUrl: string;
  /** Set by `@koa/router`: the path of the route with all prefixes, as written. */
  readonly _matchedRoute?: unknown;
}

/** `app.use(koaLogging(logger))`, before all that answers: what comes earlier is not logged. */
export function koaLogging(
  logger: StructuredLogger,
  options?: RequestLoggingOptions<KoaContextLike>,
): (context: KoaContextLike, next: () => Promise<unknown>) => Promise<unknown> {
  const { route, ...rest } = options ?? {};
  const log = new RequestLog(logger, rest);
  return (context, next) => {
    const { req, res, originalUrl: url } = context;
    return log.around({ req, res, url, route: () => route?.(context) ?? matchedRoute(context) }, async () => {
      try {
        return await next();
      } catch (error) {
        rememberFailure(res, error);
        log.answerAnyway(res);
        throw error;
      }
    });
  };
}

const matchedRoute = ({ _matchedRoute: matched }: KoaContextLike): string | undefined =>
  typeof matched === "string" || matched instanceof RegExp ? String(matched) : undefined;
