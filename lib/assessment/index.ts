/** What a project has already, read and judged. */
export { packsOf, type RuleFile } from "./rule-files";
export { contractFindings, metricsFound, type ContractProps } from "./contract-findings";
export { allOf, readExposition, type ExposedSeries, type Exposition } from "./exposition";
