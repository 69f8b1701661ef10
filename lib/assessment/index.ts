/** What a project has already, read and judged. */
export { assess, type AssessOptions } from "./assess";
export * from "./assessment";
export { PARTS, factsOf, type Facts, type Part } from "./facts";
export { NEEDS } from "./needs";
export { assessmentJson, assessmentMarkdown } from "./report";
export { starterFiles, type StarterOptions } from "./starter";
export { packsOf, type RuleFile } from "./rule-files";
export { contractFindings, metricsFound, type ContractProps } from "./contract-findings";
export { allOf, readExposition, type ExposedSeries, type Exposition } from "./exposition";
