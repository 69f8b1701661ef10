/** Terraform and its quirks: nothing outside of this room knows how a text is escaped or a secret is written. */
export * from "./backend";
export * from "./chart-release";
export * from "./cluster";
export * from "./grafana";
export { jsonLiteral, literal, literalDeep, yamlDocument, yamlLiteral } from "./literal";
export type { KubernetesObject } from "./manifest-parts";
export * from "./manifests";
export * from "./model-registry";
export * from "./network-policy";
export { synthesizeQuickly } from "./quick-synthesis";
export * from "./required-terraform";
export * from "./secret";
