/** PromQL and LogQL: written as checked text, read as trees, reasoned about by the labels of their series. */
export * from "./ast";
export type { LabelSet, World } from "./label-set";
export { labelsOf, worldOf, type Recorded } from "./labels";
export { parsePromql, type Parsed, type SyntaxProblem } from "./parse";
export { logql, matchers, matches, not, notMatches, promql, regexLiteral, type Matchers } from "./template";
