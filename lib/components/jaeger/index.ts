export { Jaeger, type MetricsStore } from "./jaeger";
export { jaegerProps, type JaegerProps } from "./props";
export { adaptiveSampling, samplePerSecond, sampleRatio, samplingStrategies } from "./sampling";
export { badger, cassandra, clickhouse, elasticsearch, inMemory, opensearch } from "./storage";
export { jaegerValues } from "./values";
