/** The composition: one object in, a whole platform out. */
export { componentProps, environmentFindings, environmentName } from "./component-props";
export { deployTo } from "./deploy-to";
export { DashboardConfigMaps } from "./dashboard-config-maps";
export type { Environment } from "./environment";
export { ObservabilityContent } from "./observability-content";
export { ObservabilityPlatform } from "./observability-platform";
export { PlatformReference, type PlatformReferenceProps } from "./platform-reference";
export type { DeployedContent } from "./content/provisioned";
export { ServiceContent } from "./service-content";
export type { ServiceMonitoring } from "./service-monitoring";
