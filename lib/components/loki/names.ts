/** What the chart calls Loki's Services and pods, and where they listen. */
import type { Endpoint } from "../../model";
import type { LokiTarget } from "../../packs";
import type { Pods, Port } from "../../terraform";
import { CACHES } from "./caches";
import type { LokiSettings } from "./props";
import { rulersIn, tiersOf } from "./tiers";
import { podLabels } from "./values";

/** Queries, pushes and metrics. */
const HTTP: Port = { port: 3100 };
/** Between Loki's own pods. */
const GRPC: Port = { port: 9095 };
const GOSSIP: Port = { port: 7946 };
/** The gateway's container. Its Service has port 80. */
const GATEWAY: Port = { port: 8080 };
const GATEWAY_METRICS: Port = { port: 4040 };
const CANARY_METRICS: Port = { port: 3500 };
const MEMCACHED: Port = { port: 11_211 };
const MEMCACHED_METRICS: Port = { port: 9150 };

export const gatewayPorts: readonly Port[] = [GATEWAY];

export const gatewayEndpoint = ({ releaseName, namespace }: LokiSettings): Endpoint => ({
  scheme: "http",
  service: `${releaseName}-gateway`,
  namespace,
  port: 80,
});

/** What the pack about it must know: the chart's monitor makes `job` of namespace and Service. */
export const lokiTarget = (settings: LokiSettings): LokiTarget => {
  const { limits, mode, namespace, releaseName, storage } = settings;
  return {
    namespace,
    jobs:
      mode === "monolithic"
        ? [`${namespace}/${releaseName}`]
        : tiersOf(settings).map(({ component }) => `${namespace}/${releaseName}-${component}`),
    store: storage.kind === "s3Compatible" ? "s3" : storage.kind,
    maxStreams: limits.maxStreams,
  };
};

const pods = ({ releaseName, namespace }: LokiSettings, component: string | undefined, name: string): Pods => ({
  name,
  namespace,
  labels: podLabels(releaseName, component),
});

export const gatewayPods = (settings: LokiSettings): Pods =>
  pods(settings, "gateway", `${settings.releaseName}-gateway`);

/** The workload that evaluates rules. */
export const rulerName = (settings: LokiSettings): string =>
  settings.mode === "monolithic" ? settings.releaseName : rulerPods(settings).name;

export const rulerPods = (settings: LokiSettings): Pods =>
  pods(settings, rulersIn(tiersOf(settings))?.component, `${settings.releaseName}-ruler`);

/** Every pod of the release: Loki itself, gateway, caches, canary. */
export const allPods = (settings: LokiSettings): Pods => pods(settings, undefined, settings.releaseName);

const hasCaches = (settings: LokiSettings): boolean => CACHES.some(({ key }) => settings[key] !== undefined);

/** What the release's pods open to each other. */
export const insidePorts = (settings: LokiSettings): readonly Port[] => [
  HTTP,
  GRPC,
  GOSSIP,
  ...(hasCaches(settings) ? [MEMCACHED] : []),
  ...(settings.canary ? [GATEWAY] : []),
];

export const metricsPorts = (settings: LokiSettings): readonly Port[] => [
  HTTP,
  ...(settings.gateway.metrics ? [GATEWAY_METRICS] : []),
  ...(hasCaches(settings) ? [MEMCACHED_METRICS] : []),
  ...(settings.canary ? [CANARY_METRICS] : []),
];
