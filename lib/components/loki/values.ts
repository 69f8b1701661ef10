/** Values of the `loki` chart. */
import { compact, mergeValues } from "../../charts";
import { kibibytes, kubernetesQuantity, type Bytes, type Values, type Volume } from "../../model";
import { exposureValues, hostsWithPaths } from "../exposure";
import { resourcesValue, restrictedContainer, restrictedPod, schedulingValues, USER_OF_POD } from "../workload";
import { CACHES, cacheResources, SIDECAR_RESOURCES } from "./caches";
import { LOKI, lokiSection, type Wiring } from "./config";
import type { LokiSettings } from "./props";
import { fromSecret, storageAccess } from "./storage-values";
import { tiersOf, unusedTiers, type Tier } from "./tiers";

/** The user that the gateway's image runs as. */
const NGINX = 101;
/** The user that the caches' image runs as. */
const MEMCACHED = 11_211;

/** The labels of all pods of the release, or of those of one workload. */
export const podLabels = (releaseName: string, component?: string): Readonly<Record<string, string>> => ({
  "app.kubernetes.io/name": releaseName,
  "app.kubernetes.io/instance": releaseName,
  ...(component === undefined ? {} : { "app.kubernetes.io/component": component }),
});

export const lokiValues = (props: LokiSettings, wiring: Wiring = {}): Values => {
  const access = storageAccess(props.storage);
  return compact({
    fullnameOverride: props.releaseName,
    // The chart names its ConfigMaps after this alone: a second release beside the first would overwrite them.
    nameOverride: props.releaseName,
    global: {
      imageRegistry: props.imageRegistry,
      clusterDomain: props.clusterDns.domain,
      dnsService: props.clusterDns.service,
      dnsNamespace: props.clusterDns.namespace,
    },
    imagePullSecrets: props.imagePullSecrets.map((name) => ({ name })),
    deploymentMode: props.mode === "monolithic" ? "Monolithic" : "Distributed",
    defaults: {
      // Nothing in Loki talks to the API server; cloud identities mount tokens of their own.
      automountServiceAccountToken: false,
      podLabels: access.podLabels,
      extraEnv: [
        ...access.environment,
        ...Object.entries(props.environment).map(([name, { secret, entry }]) => fromSecret(name, secret, entry)),
      ],
      extraVolumes: access.volumes,
      extraVolumeMounts: access.volumeMounts,
    },
    serviceAccount: { annotations: props.serviceAccount.annotations, automountServiceAccountToken: false },
    // Otherwise a ClusterRole is made, for a container that is off.
    rbac: { namespaced: true },
    loki: lokiSection(props, wiring),
    ...Object.fromEntries(unusedTiers(props.mode).map((key) => [key, { replicas: 0 }])),
    ...Object.fromEntries(tiersOf(props).map((tier) => [tier.key, tierValues(tier, props)])),
    gateway: gatewayValues(props),
    ...cacheValues(props),
    lokiCanary: props.canary ? canaryValues(props) : { enabled: false },
    // Runs an image tagged "latest".
    test: { enabled: false },
    sidecar: { rules: { enabled: false } },
    minio: { enabled: false },
    networkPolicy: { enabled: false },
    monitoring: {
      // The interval is Prometheus's own to decide.
      serviceMonitor: { enabled: props.serviceMonitor, interval: null },
      rules: { enabled: false },
      alerts: { enabled: false },
      dashboards: { enabled: false },
    },
  });
};

const tierValues = (tier: Tier, props: LokiSettings): Values => ({
  replicas: tier.replicas,
  resources: resourcesValue(tier.resources),
  ...placement(props, tier.component),
  ...(tier.volume === undefined ? {} : { persistence: persistence(tier, tier.volume) }),
  ...ownKeys(tier, props),
});

/** Long enough to write out what is in memory. */
const FLUSH_SECONDS = 300;

const ownKeys = ({ key, replicas }: Tier, props: LokiSettings): Values => {
  const budget = disruptionBudget(replicas, props);
  switch (key) {
    case "singleBinary":
      return { terminationGracePeriodSeconds: FLUSH_SECONDS, podDisruptionBudget: budget };
    case "ingester":
      // Zones would need another operator, which updates the pods; spread them with `scheduling.spreadOver`.
      return { zoneAwareReplication: { enabled: false }, maxUnavailable: null, podDisruptionBudget: budget };
    case "queryScheduler":
      return { maxUnavailable: null, podDisruptionBudget: budget };
    case "compactor":
      return {};
    default:
      return { podDisruptionBudget: budget };
  }
};

const disruptionBudget = (replicas: number, { disruptionBudget: budget }: LokiSettings): Values =>
  replicas > 1 ? { enabled: true, ...(budget ?? { maxUnavailable: 1 }) } : { enabled: false };

/** Where pods run. The chart requires a node for each replica; maps merge, so that has to be taken out by name. */
const placement = (props: LokiSettings, component: string): Values => {
  const { affinity, ...rest } = schedulingValues(props.scheduling, podLabels(props.releaseName, component));
  return {
    ...rest,
    affinity: mergeValues(
      { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: null } },
      affinity as Values,
    ),
  };
};

/** Some workloads of the chart take their volume from a list of claims, and ignore the size beside it. */
const persistence = ({ key }: Tier, { size, storageClass }: Volume): Values => {
  const claim = { size: kubernetesQuantity(size), ...(storageClass === undefined ? {} : { storageClass }) };
  return key === "ingester" || key === "compactor"
    ? { enabled: true, claims: [{ name: "data", accessModes: ["ReadWriteOnce"], ...claim }] }
    : { enabled: true, ...claim };
};

const gatewayValues = (props: LokiSettings): Values => {
  const { gateway, tenants } = props;
  return {
    replicas: gateway.replicas,
    resources: resourcesValue(gateway.resources),
    podSecurityContext: restrictedPod(NGINX, props),
    containerSecurityContext: restrictedContainer(props),
    ...placement(props, "gateway"),
    podDisruptionBudget: disruptionBudget(gateway.replicas, props),
    // A line for each request would be shipped to Loki by another request.
    verboseLogging: false,
    nginxConfig: { clientMaxBodySize: nginxSize(gateway.maxRequestSize), enableIPv6: gateway.ipv6 },
    metrics: gateway.metrics
      ? {
          enabled: true,
          resources: resourcesValue(SIDECAR_RESOURCES),
          containerSecurityContext: { ...restrictedContainer(props), ...USER_OF_POD },
        }
      : { enabled: false },
    ...(tenants?.users === undefined ? {} : { basicAuth: { enabled: true, existingSecret: tenants.users.name } }),
    ...exposureValues(props.exposure, { ingress: hostsWithPaths }),
  };
};

const nginxSize = ({ bytes: size }: Bytes): string => `${Math.floor(size / kibibytes(1).bytes)}k`;

const cacheValues = (props: LokiSettings): Values =>
  Object.fromEntries([
    ...CACHES.map(({ key, component }) => {
      const cache = props[key];
      if (cache === undefined) return [key, { enabled: false }];
      return [
        key,
        {
          enabled: true,
          replicas: cache.replicas,
          allocatedMemory: Math.floor(cache.memory.bytes / 2 ** 20),
          resources: resourcesValue(cacheResources(cache.memory)),
          ...schedulingValues(props.scheduling, podLabels(props.releaseName, component)),
          maxUnavailable: null,
          podDisruptionBudget: disruptionBudget(cache.replicas, props),
        },
      ];
    }),
    [
      "memcached",
      {
        enabled: CACHES.some(({ key }) => props[key] !== undefined),
        podSecurityContext: restrictedPod(MEMCACHED, props),
        containerSecurityContext: restrictedContainer(props),
      },
    ],
    [
      "memcachedExporter",
      {
        enabled: props.serviceMonitor,
        resources: resourcesValue(SIDECAR_RESOURCES),
        containerSecurityContext: restrictedContainer(props),
      },
    ],
  ]) as Values;

const canaryValues = ({ podLabels: labels, scheduling, tenants, ...props }: LokiSettings): Values => ({
  enabled: true,
  podSecurityContext: restrictedPod(LOKI, props),
  containerSecurityContext: restrictedContainer(props),
  // One writes and reads through all of Loki; one on each node tells no more.
  kind: "Deployment",
  replicas: 1,
  podLabels: labels,
  resources: resourcesValue(SIDECAR_RESOURCES),
  nodeSelector: scheduling.nodeSelector,
  tolerations: scheduling.tolerations,
  affinity: scheduling.affinity,
  priorityClassName: scheduling.priorityClass,
  ...(tenants === undefined ? {} : { tenant: { name: tenants.platform.name, password: "" } }),
});
