/** Scrape objects of the operator that say everything that can be said, and such that say as little as they may. */
import {
  bearerToken,
  consulDiscovery,
  dnsDiscovery,
  drop,
  fileDiscovery,
  gceDiscovery,
  kubernetesDiscovery,
  probeIngresses,
  probeTargets,
  replace,
  staticTargets,
  userAndPassword,
  type PodMonitorProps,
  type ProbeProps,
  type ScrapeConfigObjectProps,
  type ServiceMonitorProps,
} from "../../../../lib/components/prometheus/scrape";
import { existingSecret, mebibytes, minutes, seconds } from "../../../../lib/model";
import { full, rules } from "./examples";

const secret = existingSecret("access");
const identity = {
  name: "shop",
  namespace: "shop",
  labels: { team: "shop" },
  annotations: { "acme.example/why": "all of it" },
};

const tls = {
  ca: existingSecret("authority"),
  clientCertificate: existingSecret("certificate", { "tls.crt": "crt", "tls.key": "key" }),
  serverName: "exporter.internal",
  insecureSkipVerify: false,
  minVersion: "TLS12",
  maxVersion: "TLS13",
} as const;
const proxy = { url: "http://proxy.acme.example:3128", exceptFor: ["10.0.0.0/8"] };
const client = { tls, proxy, enableHttp2: false } as const;
const logins = [
  userAndPassword(secret),
  { ...bearerToken(secret), type: "Token" },
  {
    kind: "oauth2",
    secret,
    tokenUrl: "https://login.acme.example/token",
    scopes: ["metrics"],
    endpointParams: { audience: "metrics" },
    tls,
    proxy: "environment",
  },
] as const;

const limits = {
  sampleLimit: 10_000,
  targetLimit: 100,
  labelLimit: 60,
  labelNameLengthLimit: 200,
  labelValueLengthLimit: 2_000,
  keepDroppedTargets: 100,
  nativeHistogramBucketLimit: 160,
  nativeHistogramMinBucketFactor: 1.1,
  scrapeProtocols: ["PrometheusProto", "PrometheusText0.0.4"],
  fallbackScrapeProtocol: "PrometheusText0.0.4",
  scrapeNativeHistograms: true,
  alwaysScrapeClassicHistograms: true,
  convertClassicHistogramsToNhcb: false,
  scrapeClass: "internal",
} as const;
const metricRelabelings = [drop({ from: ["__name__"], matching: "go_gc_.+" })];

const endpoint = {
  path: "/stats",
  scheme: "https",
  params: { collect: ["cpu", "memory"] },
  interval: seconds(30),
  scrapeTimeout: seconds(10),
  honorLabels: true,
  honorTimestamps: false,
  trackTimestampsStaleness: true,
  filterRunning: false,
  followRedirects: false,
  ...client,
  relabelings: [...Object.values(rules).flat(), replace({ from: ["__meta_kubernetes_pod_node_name"], to: "node" })],
  metricRelabelings,
} as const;

const monitor = {
  ...identity,
  selector: {
    matchLabels: { app: "shop" },
    matchExpressions: [
      { key: "tier", operator: "In", values: ["web", "api"] },
      { key: "canary", operator: "DoesNotExist" },
    ],
  },
  namespaces: ["shop", "search"],
  jobLabel: "app.kubernetes.io/name",
  podTargetLabels: ["app.kubernetes.io/version"],
  attachNodeMetadata: true,
  selectorMechanism: "RoleSelector",
  bodySizeLimit: mebibytes(50),
  ...limits,
} as const;
const least = { name: "least", namespace: "shop", selector: { matchLabels: { app: "shop" } } };

const serviceMonitors: readonly ServiceMonitorProps[] = [
  {
    ...monitor,
    targetLabels: ["team"],
    serviceDiscoveryRole: "EndpointSlice",
    endpoints: [{ port: "http", ...endpoint }, ...logins.map((authentication) => ({ port: "http", authentication }))],
  },
  { ...least, namespaces: "any", endpoints: [{ targetPort: 9090, relabelings: [] }, { targetPort: "metrics" }] },
];

const podMonitors: readonly PodMonitorProps[] = [
  {
    ...monitor,
    endpoints: [{ port: "http", ...endpoint }, ...logins.map((authentication) => ({ port: "http", authentication }))],
  },
  { ...least, endpoints: [{ portNumber: 9090 }] },
];

const prober = { address: "blackbox.observability.svc:9115" };
const probes: readonly ProbeProps[] = [
  {
    ...identity,
    jobName: "shop",
    prober: { ...prober, scheme: "https", path: "/try", proxy },
    module: "http_2xx",
    targets: probeTargets({
      targets: ["https://shop.acme.example/health"],
      labels: { tier: "web" },
      relabelings: rules.replace,
    }),
    params: { hostname: ["shop.acme.example"] },
    interval: minutes(1),
    scrapeTimeout: seconds(10),
    metricRelabelings,
    ...limits,
    authentication: logins[2],
    tls,
    followRedirects: false,
    enableHttp2: false,
  },
  {
    name: "ingresses",
    namespace: "shop",
    prober,
    targets: probeIngresses({
      selector: { matchLabels: { team: "shop" } },
      namespaces: "any",
      relabelings: [replace({ from: ["__meta_kubernetes_ingress_class_name"], to: "class" })],
    }),
  },
];

const server = "consul.infra.svc:8500";
const scrapeConfigs: readonly ScrapeConfigObjectProps[] = [
  {
    ...identity,
    jobName: "everything",
    discovery: [
      staticTargets(["db-1.acme.example:9187"], { tier: "db" }),
      ...(["node", "service", "pod", "endpoints", "endpointslice", "ingress"] as const).map((role) =>
        kubernetesDiscovery({ role, selectors: [{ role, label: "app=shop", field: "metadata.name=shop" }] }),
      ),
      ...logins.map((authentication) => ({
        kind: "kubernetes" as const,
        role: "pod" as const,
        apiServer: "https://other.acme.example:6443",
        namespaces: { names: ["shop"] },
        attachMetadata: { node: true },
        ...client,
        followRedirects: false,
        authentication,
      })),
      kubernetesDiscovery({ role: "pod", namespaces: { own: true } }),
      {
        ...consulDiscovery({
          server,
          pathPrefix: "/consul",
          token: secret,
          datacenter: "dc1",
          namespace: "shop",
          partition: "web",
          scheme: "https",
          services: ["checkout"],
          filter: '"metrics" in ServiceTags',
          healthFilter: '"metrics" in Service.Tags',
          tags: ["metrics"],
          nodeMeta: { rack: "r1" },
          tagSeparator: ";",
          allowStale: false,
          refreshInterval: minutes(1),
        }),
        ...client,
        followRedirects: false,
      },
      { kind: "consul", server, authentication: logins[2] },
      dnsDiscovery({ names: ["_metrics._tcp.shop.acme.example"], refreshInterval: seconds(30) }),
      ...(["A", "AAAA", "MX", "NS"] as const).map((type) =>
        dnsDiscovery({ names: ["shop.acme.example"], type, port: 9100 }),
      ),
      {
        kind: "http",
        url: "https://inventory.acme.example/targets",
        refreshInterval: minutes(5),
        authentication: logins[1],
        ...client,
      },
      fileDiscovery({ files: ["/etc/targets/*.yaml"], refreshInterval: minutes(5) }),
      {
        kind: "ec2",
        region: "eu-central-1",
        roleArn: "arn:aws:iam::123456789012:role/metrics",
        credentials: secret,
        port: 9100,
        refreshInterval: minutes(2),
        filters: [{ name: "tag:team", values: ["shop"] }],
        ...client,
        followRedirects: false,
      },
      gceDiscovery({
        project: "acme-shop",
        zone: "europe-west3-a",
        filter: "labels.team = shop",
        port: 9100,
        refreshInterval: minutes(2),
        tagSeparator: ";",
      }),
      {
        kind: "azure",
        subscriptionId: "00000000-0000-0000-0000-000000000000",
        environment: "AzurePublicCloud",
        identity: {
          method: "OAuth",
          tenantId: "00000000-0000-0000-0000-000000000001",
          clientId: "00000000-0000-0000-0000-000000000002",
          secret,
        },
        resourceGroup: "shop",
        port: 9100,
        refreshInterval: minutes(2),
        ...client,
        followRedirects: false,
      },
      { kind: "azure", subscriptionId: "00000000-0000-0000-0000-000000000000" },
    ],
    scrapeInterval: seconds(30),
    scrapeTimeout: seconds(10),
    metricsPath: "/stats",
    scheme: "https",
    params: { collect: ["cpu"] },
    honorLabels: true,
    honorTimestamps: false,
    trackTimestampsStaleness: true,
    enableCompression: false,
    bodySizeLimit: mebibytes(50),
    ...limits,
    nameValidationScheme: "UTF8",
    nameEscapingScheme: "AllowUTF8",
    ...client,
    authentication: logins[0],
    relabelings: full.relabelings,
    metricRelabelings,
  },
  {
    name: "least",
    namespace: "shop",
    discovery: [staticTargets(["db-1.acme.example:9187"])],
    relabelings: [],
    metricRelabelings: [],
  },
];

export const objects = { serviceMonitors, podMonitors, probes, scrapeConfigs } as const;
