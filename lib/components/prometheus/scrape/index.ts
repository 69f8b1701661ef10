/** Scraping: jobs of prometheus.yml and scrape objects of the operator, typed and checked. */
export {
  azureDiscovery,
  consulDiscovery,
  discovery,
  dnsDiscovery,
  ec2Discovery,
  fileDiscovery,
  gceDiscovery,
  httpDiscovery,
  kubernetesDiscovery,
  staticTargets,
  type Discovery,
  type DiscoveryInput,
} from "./discovery";
export {
  bearerToken,
  headerFromSecret,
  oauth2,
  oauth2Certificate,
  serviceAccountToken,
  userAndPassword,
} from "./http-client";
export * from "./jobs";
export {
  podMonitor,
  podMonitorProps,
  serviceMonitor,
  serviceMonitorProps,
  type PodMonitorProps,
  type ServiceMonitorProps,
} from "./monitors";
export { probe, probeIngresses, probeProps, probeTargets, type ProbeProps } from "./probe";
export * from "./relabel";
export { relabelings, relabelRule, type RelabelAction, type RelabelRule } from "./relabel-schema";
export {
  scrapeConfig,
  scrapeConfigs,
  scrapeConfigValue,
  timeoutsFit,
  type ScrapeConfig,
  type ScrapeConfigInput,
  type ScrapeDefaults,
} from "./scrape-config";
export { scrapeConfigObject, scrapeConfigObjectProps, type ScrapeConfigObjectProps } from "./scrape-config-object";
export { requestPath } from "./texts";
export { SECRETS_FOLDER, secretsIn, type SecretReference } from "./secrets";
