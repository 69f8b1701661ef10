/** Structured logs: the logger, the context that its lines carry, and the lines about requests. */
export { currentContext, withContext, type ContextFields } from "./context";
export type { LineStream } from "./foreign-destination";
export type { LogThreshold } from "./levels";
export { DEFAULT_LIMITS, type LogLimits } from "./limits";
export type { LoggerOptions, LogRedaction } from "./options";
export type { LogSampling, SampledLevel } from "./sampling";
export { StructuredLogger, type LogMethod } from "./structured-logger";
export {
  expressErrorLogging,
  expressLogging,
  fastifyLogging,
  httpLogging,
  koaLogging,
  type RequestLoggingOptions,
} from "./requests";
