export { Prometheus, type AlertReceiver, type ScrapeTarget } from "./prometheus";
export { prometheusProps, type PrometheusProps } from "./props";
export { sigv4 } from "./remote-write";
export { ruleObjects } from "./rule-objects";
export {
  annotatedPodsJob,
  azureDiscovery,
  bearerToken,
  consulDiscovery,
  consulServicesJob,
  dnsDiscovery,
  ec2Discovery,
  fileDiscovery,
  gceDiscovery,
  headerFromSecret,
  httpDiscovery,
  kubernetesDiscovery,
  nodeExporterJob,
  oauth2,
  oauth2Certificate,
  podMonitor,
  podMonitorProps,
  postgresExporterJob,
  probe,
  probeIngresses,
  probeProps,
  probeTargets,
  prometheusJob,
  redisExporterJob,
  requestPath,
  scrapeConfigObject,
  serviceAccountToken,
  serviceMonitor,
  serviceMonitorProps,
  staticTargets,
  throughExporter,
  userAndPassword,
  type PodMonitorProps,
  type ProbeProps,
  type ScrapeConfigInput,
  type ScrapeConfigObjectProps,
  type ServiceMonitorProps,
} from "./scrape";
/** Relabelling reads best with its name in front: `relabel.keep({ from: ["__meta_consul_tags"], matching: ".*,metrics,.*" })`. */
export * as relabel from "./scrape/relabel";
export { prometheusValues } from "./values";
