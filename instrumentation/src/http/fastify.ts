/** Metrics of the requests that Fastify answers. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { requestWatcher, type HttpMetricsOptions, type RequestCounter } from "./core";

/** What is read of a request of Fastify. */
export interface FastifyRequestLike {
  readonly raw: IncomingMessage;
  readonly originalUrl: string;
  /** Without `url` where no route matches. */
  readonly routeOptions: { readonly url?: string };
}
export interface FastifyReplyLike {
  readonly raw: ServerResponse;
}
export interface FastifyLike {
  addHook(
    name: "onRequest",
    hook: (request: FastifyRequestLike, reply: FastifyReplyLike, done: () => void) => void,
  ): unknown;
}
export type FastifyPlugin = (app: FastifyLike, options: unknown, done: () => void) => void;

/**
 * `app.register(fastifyMetrics(metrics))`, before other plugins: those that stand already do not hear of it. A request whose path cannot be
 * decoded Fastify refuses before it asks any plugin: it does not count.
 */
export function fastifyMetrics(
  metrics: RequestCounter,
  options?: HttpMetricsOptions<FastifyRequestLike>,
): FastifyPlugin {
  const watch = requestWatcher(metrics, options);
  const plugin: FastifyPlugin = (app, _options, done) => {
    app.addHook("onRequest", (request, reply, next) => {
      const known = (): string | undefined => request.routeOptions.url;
      watch(request, request.originalUrl, { req: request.raw, res: reply.raw, known });
      next();
    });
    done();
  };
  // Without it Fastify would keep the hook from the routes around the plugin.
  return Object.assign(plugin, {
    [Symbol.for("skip-override")]: true,
    [Symbol.for("fastify.display-name")]: "metrics",
  });
}
