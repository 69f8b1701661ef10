/** The composition: one object in, a whole platform out. */
export { componentProps, environmentFindings, environmentName } from "./component-props";
export { deployTo } from "./deploy-to";
export type { Environment } from "./environment";
export { ObservabilityContent } from "./observability-content";
export { ObservabilityPlatform } from "./observability-platform";
