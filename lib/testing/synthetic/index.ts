/** The synthetic world: series for whoever must run queries without an installation. */
export { expressionsOf } from "./queries";
export { openMetrics, syntheticInput } from "./render";
export { type Moments } from "./curve";
export { type SyntheticSample, type SyntheticSeries } from "./series";
export { type NativeSample } from "./distribution";
export { syntheticSeries, type SyntheticWorld } from "./synthetic-series";
