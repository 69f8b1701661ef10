/** Metrics, traces and structured logs of a Node service, in the names of the contract. */
export { observe, type Observability, type ObserveProps } from "./observe";
export {
  MetricsCollector,
  type CacheMetrics,
  type CounterOf,
  type ExpositionFormat,
  type GaugeOf,
  type HistogramOf,
  type JobEnd,
  type JobOutcome,
  type MetricsCollectorOptions,
  type MetricsDeclaration,
  type MetricsHandler,
  type MetricsProblem,
  type OwnCounter,
  type OwnGauge,
  type OwnHistogram,
  type QueueMetrics,
} from "./metrics";
export { expressMetrics, fastifyMetrics, httpMetrics, IGNORED_PATHS, koaMetrics, type HttpMetricsOptions } from "./http";
export {
  activeTrace,
  CustomTracer,
  TracingSetup,
  type ActiveTrace,
  type CustomTracerOptions,
  type DatabaseSystem,
  type Diagnostic,
  type InstrumentationName,
  type OnDiagnostic,
  type TracingOptions,
} from "./tracing";
export {
  currentContext,
  DEFAULT_LIMITS,
  StructuredLogger,
  withContext,
  type ContextFields,
  type LineStream,
  type LogLimits,
  type LogMethod,
  type LogRedaction,
  type LogSampling,
  type LogThreshold,
  type LoggerOptions,
  type SampledLevel,
} from "./logging";
