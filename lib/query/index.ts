/** PromQL and LogQL: written as checked text, read as trees, reasoned about by the labels of their series. */
export * from "./ast";
export {
  allLabels,
  mayCarry,
  NAME,
  stateOf,
  type LabelSet,
  type LabelState,
  type Presence,
  type World,
} from "./label-set";
export { labelsByName, labelsOf, worldOf, type Recorded } from "./labels";
export { isVariable, satisfies } from "./matcher-values";
export { matchingOf, type ManyMatches, type MatchingVerdict, type NeverMatches, type Side } from "./matching";
export { namesOf } from "./selector-labels";
export { FUNCTIONS, type FunctionSignature, type ValueType } from "./functions";
export { readGoTemplate, type GoTemplate } from "./go-template";
export { templateNodes, type TemplateNode } from "./go-template-nodes";
export { type Operand, type Pipeline } from "./go-template-tree";
export { parseLogql, type ParsedLog } from "./logql";
export { readTemplate, type AnnotationTemplate, type PrintedValue } from "./annotation-template";
export { durationMilliseconds } from "./numbers";
export { parsePromql, parseRule, type Parsed } from "./parse";
export { printPromql } from "./print";
export { onOneLine, type SyntaxProblem } from "./problem";
export { regexMatches, regexProblem } from "./regex";
export { ruleIndex, type RuleIndex } from "./rule-index";
export {
  logql,
  matchers,
  matches,
  not,
  notMatches,
  promql,
  regexLiteral,
  type MatcherList,
  type Matchers,
  type MatcherValue,
} from "./template";
export { typeOf } from "./types";
