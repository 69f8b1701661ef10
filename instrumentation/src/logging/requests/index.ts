/** The door of request logging. */
export { expressErrorLogging, expressLogging } from "./express";
export { fastifyLogging } from "./fastify";
export { koaLogging } from "./koa";
export { httpLogging } from "./node-http";
export type { RequestLoggingOptions } from "./request-log";
