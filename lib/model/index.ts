/** The vocabulary of the product: pure values, no Terraform, no input or output. */
export * from "./alert";
export * from "./alert-override";
export * from "./alert-routing";
export * from "./correlation";
export * from "./dashboard";
export * from "./deployed";
export * from "./duration";
export * from "./endpoint";
export * from "./expression";
export * from "./finding";
export * from "./flow";
export * from "./input";
export * from "./installation";
export {
  environmentVariable,
  json,
  type Directive,
  type DirectiveValue,
  type EnvironmentVariable,
  type JsonValue,
  type LogPipeline,
  type RubyExpression,
} from "./log-pipeline";
export { later, makerOfTests, once, withOwn } from "./later";
export { code, prose, table } from "./markdown";
export * from "./metric";
export * from "./model";
export * from "./names";
export * from "./pack";
export * from "./place";
export * from "./pod-security";
export * from "./quantity";
export * from "./recording-rule";
export * from "./routing-test";
export * from "./rule-test";
export * from "./runbook";
export * from "./runbook-markdown";
export * from "./schema";
export * from "./scrape-metrics";
export * from "./secret";
export * from "./secret-schema";
export * from "./service";
export * from "./slo";
export * from "./unit";
export * from "./values";
export * from "./waiver";
export * from "./workload";
