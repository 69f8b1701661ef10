/** Jobs that say everything that can be said, for tests that want to see all of it accepted. */
import {
  azureDiscovery,
  bearerToken,
  consulDiscovery,
  consulServicesJob,
  annotatedPodsJob,
  dnsDiscovery,
  drop,
  dropEqual,
  ec2Discovery,
  fileDiscovery,
  gceDiscovery,
  hashMod,
  headerFromSecret,
  httpDiscovery,
  keep,
  keepEqual,
  kubernetesDiscovery,
  labelDrop,
  labelKeep,
  labelMap,
  lowercase,
  nodeExporterJob,
  oauth2,
  oauth2Certificate,
  postgresExporterJob,
  prometheusJob,
  redisExporterJob,
  replace,
  serviceAccountToken,
  setLabel,
  staticTargets,
  uppercase,
  userAndPassword,
  type DiscoveryInput,
  type RelabelAction,
  type ScrapeConfigInput,
} from "../../../../lib/components/prometheus/scrape";
import { existingSecret, mebibytes, minutes, seconds } from "../../../../lib/model";

const secret = existingSecret("access");

/** All that an HTTP client can be told, but for the login. */
export const client = {
  tls: {
    ca: existingSecret("authority"),
    clientCertificate: existingSecret("certificate"),
    serverName: "exporter.internal",
    insecureSkipVerify: false,
    minVersion: "TLS12",
    maxVersion: "TLS13",
  },
  proxy: { url: "http://proxy.acme.example:3128", exceptFor: ["10.0.0.0/8", "acme.example"] },
  headers: { "X-Scope-OrgID": ["shop"], "X-Api-Key": headerFromSecret(secret, "key") },
  followRedirects: false,
  enableHttp2: false,
} as const;

/** The ways to log in. */
export const logins: Readonly<Record<string, NonNullable<ScrapeConfigInput["authentication"]>>> = {
  basicAuth: userAndPassword(secret),
  bearerToken: bearerToken(secret),
  tokenOfAnotherType: { ...bearerToken(secret), type: "Token" },
  serviceAccountToken: serviceAccountToken(),
  oauth2: oauth2({
    clientId: "prometheus",
    secret,
    tokenUrl: "https://login.acme.example/token",
    scopes: ["metrics"],
    endpointParams: { audience: "metrics" },
    tls: client.tls,
    proxy: "environment",
  }),
  oauth2Certificate: oauth2Certificate({
    clientId: "prometheus",
    secret,
    keyId: "1",
    signatureAlgorithm: "RS512",
    issuer: "prometheus",
    audience: "metrics",
    claims: { tenant: "shop" },
    tokenUrl: "https://login.acme.example/token",
    tls: { ca: "serviceAccount" },
    proxy: client.proxy,
  }),
};

/** Discoveries that every build of Prometheus has, each with all of its settings. */
export const discoveries: Readonly<Record<string, readonly DiscoveryInput[]>> = {
  static: [
    staticTargets(["db-1.acme.example:9187", "[fd00::1]:9187"], { tier: "db", __scheme__: "https" }),
    staticTargets(["10.0.0.1:9187"]),
  ],
  kubernetes: [
    kubernetesDiscovery({ role: "node", selectors: [{ role: "node", label: "pool in (web, db),!spot" }] }),
    kubernetesDiscovery({ role: "service", attachMetadata: { namespace: true } }),
    kubernetesDiscovery({
      role: "pod",
      namespaces: { own: true, names: ["shop"] },
      selectors: [
        { role: "pod", label: "app=shop,tier!=cache", field: "status.phase=Running" },
        { role: "node", label: "pool" },
      ],
      attachMetadata: { node: true, namespace: true, deployment: true, job: true, cronjob: true },
    }),
    kubernetesDiscovery({ role: "endpoints", selectors: [{ role: "service", label: "app==shop" }] }),
    kubernetesDiscovery({ role: "endpointslice", attachMetadata: { node: true } }),
    kubernetesDiscovery({ role: "ingress", selectors: [{ role: "ingress", field: "metadata.name=shop" }] }),
    kubernetesDiscovery({
      role: "pod",
      apiServer: "https://other.acme.example:6443",
      authentication: bearerToken(secret),
      ...client,
    }),
    kubernetesDiscovery({ role: "pod", kubeconfigFile: "/etc/prometheus/secrets/kubeconfig/config" }),
  ],
  consul: [
    consulDiscovery({
      server: "consul.infra.svc:8500",
      pathPrefix: "/consul",
      token: secret,
      datacenter: "dc1",
      namespace: "shop",
      partition: "web",
      scheme: "https",
      services: ["checkout", "cart"],
      filter: '"metrics" in ServiceTags',
      healthFilter: '"metrics" in Service.Tags',
      tags: ["metrics"],
      nodeMeta: { rack: "r1" },
      tagSeparator: ";",
      allowStale: false,
      refreshInterval: minutes(1),
      ...client,
    }),
    consulDiscovery({ server: "consul.infra.svc:8500", authentication: userAndPassword(secret) }),
  ],
  dns: [
    dnsDiscovery({ names: ["_metrics._tcp.shop.acme.example"], refreshInterval: seconds(30) }),
    ...(["A", "AAAA", "MX", "NS"] as const).map((type) =>
      dnsDiscovery({ names: ["shop.acme.example."], type, port: 9100 }),
    ),
  ],
  http: [
    httpDiscovery({
      url: "https://inventory.acme.example/targets?team=shop",
      refreshInterval: minutes(5),
      authentication: bearerToken(secret),
      ...client,
    }),
  ],
  file: [fileDiscovery({ files: ["/etc/targets/*.yaml", "/etc/targets/one.json"], refreshInterval: minutes(5) })],
};

/** Discoveries that the pinned promtool leaves out, each with all of its settings. */
export const clouds: Readonly<Record<"ec2" | "gce" | "azure", readonly DiscoveryInput[]>> = {
  ec2: [
    ec2Discovery({
      region: "eu-central-1",
      endpoint: "https://ec2.internal.acme.example",
      profile: "metrics",
      roleArn: "arn:aws:iam::123456789012:role/metrics",
      externalId: "acme",
      refreshInterval: minutes(2),
      port: 9100,
      filters: [{ name: "tag:team", values: ["shop", "search"] }],
      authentication: bearerToken(secret),
      ...client,
    }),
  ],
  gce: [
    gceDiscovery({
      project: "acme-shop",
      zone: "europe-west3-a",
      filter: "labels.team = shop",
      refreshInterval: minutes(2),
      port: 9100,
      tagSeparator: ";",
    }),
  ],
  azure: [
    azureDiscovery({
      subscriptionId: "00000000-0000-0000-0000-000000000000",
      environment: "AzureChinaCloud",
      identity: { method: "ManagedIdentity", clientId: "00000000-0000-0000-0000-000000000001" },
      resourceGroup: "shop",
      refreshInterval: minutes(2),
      port: 9100,
      authentication: userAndPassword(secret),
      ...client,
    }),
  ],
};

/** Every action of relabelling, with all of its fields and with none that can be left out. */
export const rules: Readonly<Record<RelabelAction, NonNullable<ScrapeConfigInput["relabelings"]>>> = {
  replace: [
    replace({
      from: ["__address__", "job"],
      separator: "@",
      matching: "(?P<host>.+):(\\d+)@.*",
      to: "host_${2}",
      with: "${host}-$1-$$",
    }),
    replace({ from: ["__address__"], to: "address" }),
    replace({ to: "gone", with: "" }),
    setLabel("price", "$5"),
  ],
  keep: [
    keep({ from: ["job"], matching: ".*" }),
    keep({ from: ["job", "instance"], separator: "", matching: "(?i)JOB.*|.+" }),
  ],
  drop: [drop({ from: ["job"], matching: "other" })],
  keepequal: [keepEqual({ from: ["job"], to: "job" })],
  dropequal: [dropEqual({ from: ["__address__"], to: "job" })],
  hashmod: [hashMod({ from: ["__address__"], separator: "", modulus: 8, to: "__tmp_shard" })],
  labelmap: [labelMap({ matching: "__meta_team_(.+)" }), labelMap({ matching: "old_(.+)_(.+)", with: "new_${2}_$1" })],
  labeldrop: [labelDrop({ matching: "pod_template_hash|rev" })],
  labelkeep: [labelKeep({ matching: "__.+__|job|instance" })],
  lowercase: [lowercase({ from: ["job"], separator: "-", to: "job" })],
  uppercase: [uppercase({ from: ["job", "instance"], to: "loud" })],
};

/** Every setting of a job itself. */
export const full: ScrapeConfigInput = {
  jobName: "everything",
  discovery: [staticTargets(["localhost:9090"])],
  scrapeInterval: seconds(30),
  scrapeTimeout: seconds(10),
  metricsPath: "/actuator/prometheus",
  scheme: "https",
  params: { "match[]": ['{job="node"}', "up"], collect: ["cpu"] },
  honorLabels: true,
  honorTimestamps: false,
  trackTimestampsStaleness: true,
  scrapeProtocols: [
    "PrometheusProto",
    "OpenMetricsText1.0.0",
    "OpenMetricsText0.0.1",
    "PrometheusText1.0.0",
    "PrometheusText0.0.4",
  ],
  fallbackScrapeProtocol: "PrometheusText0.0.4",
  scrapeNativeHistograms: true,
  alwaysScrapeClassicHistograms: true,
  convertClassicHistogramsToNhcb: false,
  sampleLimit: 10_000,
  targetLimit: 100,
  labelLimit: 60,
  labelNameLengthLimit: 200,
  labelValueLengthLimit: 2_000,
  keepDroppedTargets: 100,
  nativeHistogramBucketLimit: 160,
  nativeHistogramMinBucketFactor: 1.1,
  bodySizeLimit: mebibytes(50),
  enableCompression: false,
  scrapeFailureLogFile: "/prometheus/failures.log",
  metricNameValidationScheme: "legacy",
  metricNameEscapingScheme: "underscores",
  extraScrapeMetrics: true,
  authentication: userAndPassword(secret),
  ...client,
  relabelings: Object.values(rules).flat(),
  metricRelabelings: [drop({ from: ["__name__"], matching: "go_gc_.+" }), labelDrop({ matching: "le" })],
};

/** The ready-made jobs as a person would write them. */
export const readyMade: Readonly<Record<string, ScrapeConfigInput>> = {
  prometheusJob: prometheusJob(),
  nodeExporterJob: nodeExporterJob(),
  annotatedPodsJob: annotatedPodsJob(),
  postgresExporterJob: postgresExporterJob({ targets: ["postgres-exporter.databases.svc:9187"] }),
  redisExporterJob: redisExporterJob({ targets: ["redis-exporter.caches.svc:9121"] }),
  consulServicesJob: consulServicesJob({ server: "consul.infra.svc:8500" }),
};
