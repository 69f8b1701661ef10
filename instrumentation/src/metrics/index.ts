/** The door of metrics. */
export type { CacheMetrics } from "./cache";
export type { Timeframe } from "./business";
export { MetricsCollector } from "./collector";
export type { ExpositionFormat } from "./exposition";
export type { HttpRequest, HttpRequests } from "./http-requests";
export type { MetricsHandler } from "./handler";
export type { CounterOf, DeclaredLabels, GaugeOf, HistogramOf } from "./instruments";
export type { MetricsProblem } from "./ledger";
export { metricsOptions, type MetricsCollectorOptions, type MetricsDeclaration, type MetricsLimits } from "./options";
export type { OwnCounter, OwnGauge, OwnHistogram } from "./own-metrics";
export type { QueueMetrics } from "./queue";
export {
  expectMetricsContract,
  MetricsContractError,
  type MetricsContractOptions,
  type MetricsSubject,
} from "./test-kit/expect-metrics-contract";
export type { JobEnd, JobOutcome } from "./worker";
