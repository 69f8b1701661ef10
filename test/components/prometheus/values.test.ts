/** The chart's values, fact by fact. */
import {
  bearerToken,
  relabel,
  sigv4,
  staticTargets,
  userAndPassword,
  type PrometheusProps,
} from "../../../lib/components/prometheus";
import {
  cores,
  days,
  existingSecret,
  gatewayRoute,
  gibibytes,
  hours,
  ingress,
  mebibytes,
  minutes,
  seconds,
  secretEnvironment,
  tebibytes,
} from "../../../lib/model";
import { at, valuesOf } from "./settings";

const url = "https://mimir.acme.example/api/v1/push";
const spec = "prometheus.prometheusSpec";
const labels = { "app.kubernetes.io/name": "prometheus", "operator.prometheus.io/name": "prometheus" };

type Fact = readonly [fact: string, props: PrometheusProps, path: string, value: unknown];
const facts: readonly Fact[] = [
  ["names follow the release", { releaseName: "metrics" }, "fullnameOverride", "metrics"],
  ["definitions have a release of their own", {}, "crds", { enabled: false }],
  ["the chart's Grafana is off", {}, "grafana.enabled", false],
  ["its dashboards, too", {}, "grafana.forceDeployDashboards", false],
  ["the chart's Alertmanager is off", {}, "alertmanager.enabled", false],
  ["the chart's rules are off", {}, "defaultRules.create", false],
  ["a provider's scheduler is not scraped", {}, "kubeScheduler.enabled", false],
  ["one's own scheduler is", { controlPlane: "self-hosted" }, "kubeScheduler.enabled", true],
  ["one's own etcd is", { controlPlane: "self-hosted" }, "kubeEtcd.enabled", true],
  [
    "containers are scraped as often as the rest",
    { scrapeInterval: seconds(30) },
    "kubelet.serviceMonitor.cAdvisorInterval",
    "30s",
  ],
  ["two replicas", {}, `${spec}.replicas`, 2],
  ["shards", { shards: 3, remoteWrite: [{ url }] }, `${spec}.shards`, 3],
  ["retention by time", { retention: days(15) }, `${spec}.retention`, "15d"],
  ["retention by size, 85 % of the volume", {}, `${spec}.retentionSize`, "87040MB"],
  ["retention by size, 85 % of a large one", { storage: { size: tebibytes(1) } }, `${spec}.retentionSize`, "891289MB"],
  ["retention by size as told", { retentionSize: gibibytes(50) }, `${spec}.retentionSize`, "51200MB"],
  ["no volume, no limit", { storage: "ephemeral" }, `${spec}.retentionSize`, undefined],
  ["no volume, no claim", { storage: "ephemeral" }, `${spec}.storageSpec`, undefined],
  ["a claim of 100 GiB", {}, `${spec}.storageSpec.volumeClaimTemplate.spec.resources.requests.storage`, "100Gi"],
  [
    "a storage class",
    { storage: { size: gibibytes(1), storageClass: "fast" } },
    `${spec}.storageSpec.volumeClaimTemplate.spec.storageClassName`,
    "fast",
  ],
  ["the write-ahead log uncompressed", { walCompression: false }, `${spec}.walCompression`, false],
  ["no late samples", {}, `${spec}.tsdb`, undefined],
  ["late samples as told", { outOfOrderWindow: hours(1) }, `${spec}.tsdb`, { outOfOrderTimeWindow: "1h" }],
  ["late samples when something is pushed", { otlpReceiver: {} }, `${spec}.tsdb`, { outOfOrderTimeWindow: "30m" }],
  ["the interval", {}, `${spec}.scrapeInterval`, "15s"],
  ["the timeout", {}, `${spec}.scrapeTimeout`, "10s"],
  ["a timeout no longer than the interval", { scrapeInterval: seconds(5) }, `${spec}.scrapeTimeout`, "5s"],
  ["rules as often as scrapes", { scrapeInterval: seconds(30) }, `${spec}.evaluationInterval`, "30s"],
  ["every rule in the cluster counts", {}, `${spec}.ruleSelectorNilUsesHelmValues`, false],
  ["every ScrapeConfig counts", {}, `${spec}.scrapeConfigSelectorNilUsesHelmValues`, false],
  ["exemplars are kept", {}, `${spec}.exemplars`, { maxSize: 100_000 }],
  [
    "exemplars need a feature",
    { enableFeatures: ["old-ui"] },
    `${spec}.enableFeatures`,
    ["exemplar-storage", "old-ui"],
  ],
  ["no exemplars, no feature", { exemplarStorage: "off" }, `${spec}.enableFeatures`, []],
  ["no exemplars", { exemplarStorage: "off" }, `${spec}.exemplars`, undefined],
  ["native histograms", { nativeHistograms: true }, `${spec}.scrapeNativeHistograms`, true],
  ["classic buckets beside them", { nativeHistograms: true }, `${spec}.scrapeClassicHistograms`, true],
  ["nothing is taken in over OpenTelemetry", {}, `${spec}.enableOTLPReceiver`, false],
  ["OpenTelemetry is taken in", { otlpReceiver: {} }, `${spec}.enableOTLPReceiver`, true],
  [
    "the service's name becomes a label",
    { otlpReceiver: {} },
    `${spec}.otlp.promoteResourceAttributes.0`,
    "service.name",
  ],
  [
    "no attribute becomes a label",
    { otlpReceiver: { promoteResourceAttributes: [] } },
    `${spec}.otlp.promoteResourceAttributes`,
    undefined,
  ],
  [
    "names as OpenTelemetry has them",
    { otlpReceiver: { translation: "NoTranslation" } },
    `${spec}.otlp.translationStrategy`,
    "NoTranslation",
  ],
  ["remote write is taken in", { remoteWriteReceiver: true }, `${spec}.enableRemoteWriteReceiver`, true],
  ["external labels", { externalLabels: { cluster: "eu-1" } }, `${spec}.externalLabels`, { cluster: "eu-1" }],
  [
    "a dollar stays a dollar in external labels",
    { externalLabels: { cluster: "a$b${c}" } },
    `${spec}.externalLabels`,
    { cluster: "a$$b$${c}" },
  ],
  ["the label of replicas", { replicaLabel: "__replica__" }, `${spec}.replicaExternalLabelName`, "__replica__"],
  [
    "query limits",
    { query: { maxConcurrency: 4, timeout: minutes(1), lookback: minutes(10) } },
    `${spec}.query`,
    { maxConcurrency: 4, timeout: "1m", lookbackDelta: "10m" },
  ],
  [
    "memory",
    { resources: { requests: { cpu: cores(2), memory: gibibytes(8) }, limits: { memory: gibibytes(16) } } },
    `${spec}.resources`,
    { requests: { cpu: "2", memory: "8Gi" }, limits: { memory: "16Gi" } },
  ],
  [
    "memory of the reloader",
    {
      operator: {
        configReloaderResources: {
          requests: { cpu: cores(0.02), memory: mebibytes(64) },
          limits: { memory: mebibytes(64) },
        },
      },
    },
    "prometheusOperator.prometheusConfigReloader.resources.limits",
    { memory: "64Mi" },
  ],
  ["labels of pods", { podLabels: { team: "platform" } }, `${spec}.podMetadata`, { labels: { team: "platform" } }],
  [
    "labels of the operator's pod",
    { podLabels: { team: "platform" } },
    "prometheusOperator.podLabels",
    { team: "platform" },
  ],
  [
    "replicas prefer different nodes",
    {},
    `${spec}.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution.0.podAffinityTerm.labelSelector.matchLabels`,
    labels,
  ],
  ["the chart adds no affinity of its own", {}, `${spec}.podAntiAffinity`, ""],
  [
    "replicas spread over zones",
    { scheduling: { spreadOver: ["topology.kubernetes.io/zone"] } },
    `${spec}.topologySpreadConstraints.0.labelSelector.matchLabels`,
    labels,
  ],
  ["a priority", { scheduling: { priorityClass: "high" } }, `${spec}.priorityClassName`, "high"],
  [
    "the operator goes to the same nodes",
    { scheduling: { nodeSelector: { pool: "infra" } } },
    "prometheusOperator.nodeSelector",
    { pool: "infra" },
  ],
  [
    "the node exporter goes everywhere",
    { scheduling: { nodeSelector: { pool: "infra" } } },
    "prometheus-node-exporter.nodeSelector",
    undefined,
  ],
  ["the node exporter bears all taints", {}, "prometheus-node-exporter.tolerations", [{ operator: "Exists" }]],
  [
    "the node exporter has a namespace of its own",
    { agentNamespace: "agents" },
    "prometheus-node-exporter.namespaceOverride",
    "agents",
  ],
  [
    "one pod may be away",
    {},
    "prometheus.podDisruptionBudget",
    { enabled: true, minAvailable: null, maxUnavailable: 1 },
  ],
  ["a single pod may be away", { replicas: 1 }, "prometheus.podDisruptionBudget", { enabled: false }],
  [
    "a budget as told",
    { disruptionBudget: { minAvailable: 1 } },
    "prometheus.podDisruptionBudget",
    { enabled: true, minAvailable: 1 },
  ],
  [
    "cloud identity",
    { serviceAccount: { annotations: { "eks.amazonaws.com/role-arn": "arn" } } },
    "prometheus.serviceAccount.annotations",
    { "eks.amazonaws.com/role-arn": "arn" },
  ],
  ["a mirror of all images", { imageRegistry: "mirror.acme.example" }, "global.imageRegistry", "mirror.acme.example"],
  ["credentials of that mirror", { imagePullSecrets: ["mirror"] }, "global.imagePullSecrets", [{ name: "mirror" }]],
  ["Prometheus scrapes itself", {}, "prometheus.serviceMonitor.selfMonitor", true],
  ["one person sees one replica", {}, "prometheus.service.sessionAffinity", "ClientIP"],
  [
    "labels of Kubernetes objects",
    { kubeStateMetrics: { labels: { pods: ["app", "team"], nodes: ["zone"] } } },
    "kube-state-metrics.metricLabelsAllowlist",
    ["nodes=[zone]", "pods=[app,team]"],
  ],
  ["Secrets are not read", {}, "kube-state-metrics.collectorsExclude", ["secrets"]],
  ["a host", { exposure: ingress({ host: "p.acme.example" }) }, "prometheus.ingress.hosts", ["p.acme.example"]],
  [
    "TLS at the host",
    { exposure: ingress({ host: "p.acme.example" }) },
    "prometheus.ingress.tls",
    [{ secretName: "p-acme-example-tls", hosts: ["p.acme.example"] }],
  ],
  [
    "links point to the host",
    { exposure: ingress({ host: "p.acme.example" }) },
    `${spec}.externalUrl`,
    "https://p.acme.example",
  ],
  [
    "links point where they are told",
    { exposure: ingress({ host: "p.acme.example" }), externalUrl: "https://acme.example/p" },
    `${spec}.externalUrl`,
    "https://acme.example/p",
  ],
  [
    "a route",
    { exposure: gatewayRoute({ host: "p.acme.example", gateway: { name: "public" } }) },
    "prometheus.route.main.hostnames",
    ["p.acme.example"],
  ],
  [
    "links point to the route, over TLS",
    { exposure: gatewayRoute({ host: "p.acme.example", gateway: { name: "public" } }) },
    `${spec}.externalUrl`,
    "https://p.acme.example",
  ],
  [
    "environment from a Secret",
    { environment: { AWS_ACCESS_KEY_ID: secretEnvironment(existingSecret("aws", { id: "key-id" }), "id") } },
    `${spec}.containers`,
    [
      {
        name: "prometheus",
        env: [{ name: "AWS_ACCESS_KEY_ID", valueFrom: { secretKeyRef: { name: "aws", key: "key-id" } } }],
      },
    ],
  ],
  [
    "a destination",
    { remoteWrite: [{ url, name: "mimir", headers: { "X-Scope-OrgID": "acme" } }] },
    `${spec}.remoteWrite.0`,
    {
      name: "mimir",
      url,
      headers: { "X-Scope-OrgID": "acme" },
      sendExemplars: true,
      sendNativeHistograms: false,
      messageVersion: "V1.0",
    },
  ],
  [
    "native histograms go along",
    { nativeHistograms: true, remoteWrite: [{ url }] },
    `${spec}.remoteWrite.0.sendNativeHistograms`,
    true,
  ],
  [
    "a login by password",
    { remoteWrite: [{ url, authentication: userAndPassword(existingSecret("m", { username: "user" })) }] },
    `${spec}.remoteWrite.0.basicAuth`,
    { username: { name: "m", key: "user" }, password: { name: "m", key: "password" } },
  ],
  [
    "a login by token",
    { remoteWrite: [{ url, authentication: bearerToken(existingSecret("m")) }] },
    `${spec}.remoteWrite.0.authorization`,
    { credentials: { name: "m", key: "token" } },
  ],
  [
    "a signature by the pod's identity",
    { remoteWrite: [{ url, authentication: sigv4({ region: "eu-1" }) }] },
    `${spec}.remoteWrite.0.sigv4`,
    { region: "eu-1" },
  ],
  [
    "a signature by keys",
    { remoteWrite: [{ url, authentication: sigv4({ region: "eu-1", secret: existingSecret("aws") }) }] },
    `${spec}.remoteWrite.0.sigv4`,
    { region: "eu-1", accessKey: { name: "aws", key: "accessKey" }, secretKey: { name: "aws", key: "secretKey" } },
  ],
  [
    "certificates",
    {
      remoteWrite: [
        { url, tls: { ca: existingSecret("ca"), clientCertificate: existingSecret("me"), serverName: "mimir" } },
      ],
    },
    `${spec}.remoteWrite.0.tlsConfig`,
    {
      ca: { secret: { name: "ca", key: "ca.crt" } },
      cert: { secret: { name: "me", key: "tls.crt" } },
      keySecret: { name: "me", key: "tls.key" },
      serverName: "mimir",
    },
  ],
  [
    "a queue",
    { remoteWrite: [{ url, queue: { maxShards: 10, batchSendDeadline: seconds(10) } }] },
    `${spec}.remoteWrite.0.queueConfig`,
    { maxShards: 10, batchSendDeadline: "10s" },
  ],
  [
    "rules before sending",
    { remoteWrite: [{ url, relabel: [relabel.drop({ from: ["__name__"], matching: "go_.+" })] }] },
    `${spec}.remoteWrite.0.writeRelabelConfigs`,
    [{ sourceLabels: ["__name__"], regex: "go_.+", action: "drop" }],
  ],
  [
    "secrets of destinations need no mount",
    { remoteWrite: [{ url, authentication: bearerToken(existingSecret("m")) }] },
    `${spec}.secrets`,
    [],
  ],
  [
    "a job",
    { scrapeConfigs: [{ jobName: "db", discovery: [staticTargets(["db:9187"])] }] },
    `${spec}.additionalScrapeConfigs.0.job_name`,
    "db",
  ],
  [
    "secrets of jobs are mounted, each once",
    {
      scrapeConfigs: ["a", "b"].map((jobName) => ({
        jobName,
        discovery: [staticTargets(["db:9187"])],
        authentication: bearerToken(existingSecret("db")),
      })),
    },
    `${spec}.secrets`,
    ["db"],
  ],
  ["no job, no Secret with jobs", {}, `${spec}.additionalScrapeConfigs`, undefined],
];

test.each(facts)("%s", (_, props, path, value) => {
  expect(at(valuesOf(props), path)).toEqual(value);
});

test("every peer of every Alertmanager is listed, never the balancer", () => {
  const peer = (service: string) => ({ scheme: "http", service, namespace: "observability", port: 9093 }) as const;
  const values = valuesOf({}, [
    [peer("am-0.am-headless"), peer("am-1.am-headless")],
    [{ ...peer("other"), scheme: "https" }],
  ]);
  expect(at(values, `${spec}.additionalAlertManagerConfigs`)).toEqual([
    {
      scheme: "http",
      api_version: "v2",
      static_configs: [
        { targets: ["am-0.am-headless.observability.svc:9093", "am-1.am-headless.observability.svc:9093"] },
      ],
    },
    { scheme: "https", api_version: "v2", static_configs: [{ targets: ["other.observability.svc:9093"] }] },
  ]);
});
