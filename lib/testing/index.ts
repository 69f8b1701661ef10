/** The language in which rules are tested, and the proof by promtool. */
export { fires, records, silent } from "./situations";
export { series, type SeriesBuilder } from "./series";
export { inBursts } from "./bursts";
export { observations, type ObservationRate, type ObservationsBuilder } from "./observations";
export { inputSeries, type Given } from "./given";
export { seriesText } from "./promtool-text";
export { withoutDust } from "./decimal";
export { humanize, humanize1024, humanizeDuration, humanizePercentage, humanizeTimestamp } from "./humanize";
export { prove, proveDeployed, type ProveDeployedOptions, type ProveOptions } from "./prove";
export { MINIMUM_SCORE, type PackProof, type Proof, type ProofFinding } from "./proof";
export { formatProofFinding, formatProofFindings } from "./report";
export { gapsOf, type Gap } from "./gates";
export { PromtoolError } from "./promtool";
export { withQuantile, type KnownQuantile } from "./quantile";
export { answers, figures, type Answer, type Figure, type Question, type Situation } from "./figures";
export {
  expressionsOf,
  openMetrics,
  syntheticInput,
  syntheticSeries,
  type Moments,
  type NativeSample,
  type SyntheticSample,
  type SyntheticSeries,
  type SyntheticWorld,
} from "./synthetic";
