/** The door of HTTP: metrics of requests for each framework, and what metrics and request logs share. */
export { type HttpMetricsOptions, type RequestCounter, routeOf, statusOf, watchRequest } from "./core";
export { expressMetrics } from "./express";
export { type ExpressRequest, expressRoute } from "./express-route";
export { type FastifyPlugin, fastifyMetrics } from "./fastify";
export { isEventStream, isUpgrade } from "./held-open";
export { IGNORED_PATHS, pathFilter } from "./ignored-paths";
export { koaMetrics } from "./koa";
export { httpMetrics } from "./node-http";
export { onRequestEnd, type RequestEnd, type RequestOutcome } from "./request-end";
