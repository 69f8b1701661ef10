/** Lines about the requests that Fastify answers. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { StructuredLogger } from "../structured-logger";
import { rememberFailure, RequestLog, type RequestLoggingOptions } from "./request-log";

/** What is read of a request of Fastify. */
interface FastifyRequestLike {
  readonly raw: IncomingMessage;
  readonly originalUrl: string;
  /** Without `url` where no route matches. */
  readonly routeOptions: { readonly url?: string };
}
interface FastifyReplyLike {
  readonly raw: ServerResponse;
}
type Done = () => void;
interface FastifyLike {
  addHook(name: "onRequest", hook: (request: FastifyRequestLike, reply: FastifyReplyLike, done: Done) => void): unknown;
  addHook(
    name: "onError",
    hook: (request: FastifyRequestLike, reply: FastifyReplyLike, error: Error, done: Done) => void,
  ): unknown;
}

/** `app.register(fastifyLogging(logger))`, before other plugins: those that stand already do not hear of it. */
export function fastifyLogging(
  logger: StructuredLogger,
  options?: RequestLoggingOptions<FastifyRequestLike>,
): (app: FastifyLike, options: unknown, done: Done) => void {
  const { route, ...rest } = options ?? {};
  const log = new RequestLog(logger, rest);
  const plugin = (app: FastifyLike, _options: unknown, registered: Done): void => {
    app.addHook("onRequest", (request, reply, done) => {
      const { raw: req, originalUrl: url, routeOptions } = request;
      log.around({ req, res: reply.raw, url, route: () => route?.(request) ?? routeOptions.url }, done);
    });
    app.addHook("onError", (_request, reply, error, done) => {
      rememberFailure(reply.raw, error);
      done();
    });
    registered();
  };
  // Without it Fastify would keep the hooks from the routes around the plugin.
  return Object.assign(plugin, {
    [Symbol.for("skip-override")]: true,
    [Symbol.for("fastify.display-name")]: "request logging",
  });
}
