import { charts } from "../../../lib/charts";
import { valuesFindings } from "../../../lib/checks/values";
import type { ChartPin, Values } from "../../../lib/model";

type Row = readonly [chart: ChartPin, values: Values, path: string, words: string];

const {
  alertmanager,
  blackboxExporter,
  fluentd,
  grafana,
  jaeger,
  kubePrometheusStack,
  loki,
  postgresExporter,
  prometheusOperatorCrds,
  redisExporter,
} = charts;

/** The one finding that the values give, without its severity: all are errors. */
const found = ([chart, values]: Row) => valuesFindings(chart, values, "values");

const titled = (rows: readonly Row[]) => rows.map((row) => [`${row[0].name} ${row[2]}`, row] as const);

describe("a key that the chart does not have", () => {
  const rows: readonly Row[] = [
    [alertmanager, { replicaCuont: 3 }, "replicaCuont", 'did you mean "replicaCount"?'],
    [alertmanager, { ingress: { hosts: [{ hsot: "a", paths: [] }] } }, "ingress.hosts[0].hsot", 'did you mean "host"?'],
    [
      grafana,
      { persistence: { storageClasName: "gp3" } },
      "persistence.storageClasName",
      'did you mean "storageClassName"?',
    ],
    [
      grafana,
      { sidecar: { dashboards: { folderAnotation: "x" } } },
      "sidecar.dashboards.folderAnotation",
      "folderAnnotation",
    ],
    [grafana, { datasource: {} }, "datasource", 'did you mean "datasources"?'],
    [grafana, { storageClassName: "gp3" }, "storageClassName", "it is at persistence.storageClassName"],
    [grafana, { extraSecretMounts: [{ name: "a", secret: "b" }] }, "extraSecretMounts[0].secret", "remove it"],
    [grafana, { imageRenderer: { podPortName: "http2" } }, "imageRenderer.podPortName", "remove it"],
    [loki, { limits_config: { retention_period: "30d" } }, "limits_config", "it is at loki.limits_config"],
    [loki, { loki: { auth_enable: false } }, "loki.auth_enable", 'did you mean "auth_enabled"?'],
    [
      loki,
      { loki: { storage: { bucketNames: { chunk: "a" } } } },
      "loki.storage.bucketNames.chunk",
      'did you mean "chunks"?',
    ],
    [
      loki,
      { singleBinary: { persistence: { storageClassName: "gp3" } } },
      "singleBinary.persistence.storageClassName",
      "storageClass",
    ],
    [loki, { distributor: { maxSurge: 1 } }, "distributor.maxSurge", "remove it"],
    [loki, { chunkCache: { enabled: false } }, "chunkCache", 'did you mean "chunksCache"?'],
    [jaeger, { jaeger: { strategies: {} } }, "jaeger.strategies", 'did you mean "strategy"?'],
    [jaeger, { jaeger: { podAnnotations: {} } }, "jaeger.podAnnotations", "remove it"],
    [jaeger, { storage: { cassandra: { usePassword: false } } }, "storage.cassandra.usePassword", "remove it"],
    [fluentd, { fileConfig: {} }, "fileConfig", 'did you mean "fileConfigs"?'],
    [
      fluentd,
      { metrics: { serviceMonitor: { additionalLabel: {} } } },
      "metrics.serviceMonitor.additionalLabel",
      "additionalLabels",
    ],
    [fluentd, { persistence: { volumeSize: "1Gi" } }, "persistence.volumeSize", "accessMode"],
    [kubePrometheusStack, { prometheusSpec: { replicas: 2 } }, "prometheusSpec", "it is at prometheus.prometheusSpec"],
    [
      kubePrometheusStack,
      { prometheus: { retention: "30d" } },
      "prometheus.retention",
      "it is at prometheus.prometheusSpec.retention",
    ],
    [
      kubePrometheusStack,
      { prometheus: { prometheusSpec: { retentionSizes: "9GB" } } },
      "prometheus.prometheusSpec.retentionSizes",
      "retentionSize",
    ],
    [
      kubePrometheusStack,
      { prometheusOperator: { resource: {} } },
      "prometheusOperator.resource",
      'did you mean "resources"?',
    ],
    [kubePrometheusStack, { grafana: { plugin: ["a"] } }, "grafana.plugin", 'did you mean "plugins"?'],
    [
      kubePrometheusStack,
      { "kube-state-metrics": { metricLabelAllowlist: [] } },
      "kube-state-metrics.metricLabelAllowlist",
      'did you mean "metricLabelsAllowlist"?',
    ],
    [
      kubePrometheusStack,
      { prometheusOperator: { serviceMonitor: { scrapeTimeout: "10s" } } },
      "prometheusOperator.serviceMonitor.scrapeTimeout",
      "remove it",
    ],
    [
      kubePrometheusStack,
      { prometheus: { podDisruptionBudget: { enabled: true, minAvailible: 1 } } },
      "prometheus.podDisruptionBudget.minAvailible",
      'did you mean "minAvailable"?',
    ],
    [
      prometheusOperatorCrds,
      { crds: { alertmanager: { enabled: false } } },
      "crds.alertmanager",
      'did you mean "alertmanagers"?',
    ],
    [blackboxExporter, { config: { modules: {} }, configs: {} }, "configs", 'did you mean "config"?'],
    [
      postgresExporter,
      { config: { datasource: { passwordSecret: { name: "a", field: "b" } } } },
      "config.datasource.passwordSecret.field",
      "key",
    ],
    [
      postgresExporter,
      { podDisruptionBudget: { minAvailable: 1 } },
      "podDisruptionBudget.minAvailable",
      "maxUnavailable",
    ],
    [redisExporter, { redisAdress: "redis://a" }, "redisAdress", 'did you mean "redisAddress"?'],
    // Pieces of Kubernetes objects, which the API server would drop in silence.
    [alertmanager, { resources: { limits: { memmory: "1Gi" } } }, "resources.limits.memmory", 'did you mean "memory"?'],
    [alertmanager, { resources: { request: {} } }, "resources.request", 'did you mean "requests"?'],
    [grafana, { affinity: { podAntiAfinity: {} } }, "affinity.podAntiAfinity", 'did you mean "podAntiAffinity"?'],
    [fluentd, { tolerations: [{ effects: "NoSchedule" }] }, "tolerations[0].effects", 'did you mean "effect"?'],
    [fluentd, { env: [{ name: "A", valeu: "b" }] }, "env[0].valeu", 'did you mean "value"?'],
    [
      jaeger,
      { jaeger: { securityContext: { readOnlyRootFileSystems: true } } },
      "jaeger.securityContext.readOnlyRootFileSystems",
      "readOnlyRootFilesystem",
    ],
    [
      loki,
      { singleBinary: { topologySpreadConstraints: [{ whenUnsatisfied: "x" }] } },
      "singleBinary.topologySpreadConstraints[0].whenUnsatisfied",
      "whenUnsatisfiable",
    ],
  ];
  test.each(titled(rows))("%s", (_title, row) => {
    expect(found(row)).toEqual([
      expect.objectContaining({
        check: "values/unknown-key",
        severity: "error",
        path: `values.${row[2]}`,
        mend: expect.stringContaining(row[3]) as string,
      }),
    ]);
  });

  test("each is named, the nearest name first, with the version of the chart", () => {
    expect(
      valuesFindings(grafana, { persistance: {}, replica: 2, persistence: { szie: "1Gi" } }, "prod.grafana.values"),
    ).toEqual([
      {
        check: "values/unknown-key",
        severity: "error",
        path: "prod.grafana.values.persistance",
        problem: "is no key of grafana 12.11.1, which ignores it",
        mend: 'did you mean "persistence"?',
      },
      expect.objectContaining({ path: "prod.grafana.values.replica", mend: 'did you mean "replicas"?' }),
      expect.objectContaining({ path: "prod.grafana.values.persistence.szie", mend: 'did you mean "size"?' }),
    ]);
  });
});

describe("a value of the wrong kind", () => {
  const rows: readonly Row[] = [
    [alertmanager, { replicaCount: "3" }, "replicaCount", "a whole number"],
    [alertmanager, { persistence: { enabled: "false" } }, "persistence.enabled", "false"],
    [alertmanager, { ingress: { hosts: ["alerts.example"] } }, "ingress.hosts[0]", "a map"],
    [alertmanager, { serviceMonitor: { additionalLabels: ["a"] } }, "serviceMonitor.additionalLabels", "a map"],
    [
      alertmanager,
      { podAnnotations: { "prometheus.io/port": 9093 } },
      'podAnnotations["prometheus.io/port"]',
      "a text",
    ],
    [alertmanager, { tolerations: { key: "a" } }, "tolerations", "a list"],
    [alertmanager, { config: "route: {}" }, "config", "a map"],
    [grafana, { ingress: { enabled: true, hosts: [{ host: "a" }] } }, "ingress.hosts[0]", "a text"],
    [grafana, { ingress: { enabled: "true" } }, "ingress.enabled", "true"],
    [grafana, { plugins: "a,b" }, "plugins", "a list"],
    [grafana, { datasources: [{ name: "a" }] }, "datasources", "a map"],
    [grafana, { dashboards: { default: { own: { json: { title: "a" } } } } }, "dashboards.default.own.json", "a text"],
    [grafana, { persistence: { enabled: "no" } }, "persistence.enabled", "false"],
    [loki, { loki: { auth_enabled: "false" } }, "loki.auth_enabled", "false"],
    [loki, { chunksCache: { allocatedMemory: "1Gi" } }, "chunksCache.allocatedMemory", "a whole number"],
    [loki, { singleBinary: { extraArgs: { "config.expand-env": true } } }, "singleBinary.extraArgs", "a list"],
    [loki, { loki: { limits_config: ["a"] } }, "loki.limits_config", "a map"],
    [loki, { gateway: { ingress: { hosts: ["logs.example"] } } }, "gateway.ingress.hosts[0]", "a map"],
    [jaeger, { jaeger: { args: "--a" } }, "jaeger.args", "a list"],
    [jaeger, { jaeger: { replicas: "two" } }, "jaeger.replicas", "a number"],
    [jaeger, { jaeger: { extraEnv: [{ name: "A", value: 1 }] } }, "jaeger.extraEnv[0].value", "a text"],
    [fluentd, { plugins: "fluent-plugin-grafana-loki" }, "plugins", "a list"],
    [fluentd, { fileConfigs: { "04_outputs.conf": { match: "**" } } }, 'fileConfigs["04_outputs.conf"]', "a text"],
    [fluentd, { mountVarLogDirectory: "false" }, "mountVarLogDirectory", "false"],
    [
      kubePrometheusStack,
      { prometheus: { prometheusSpec: { ruleSelectorNilUsesHelmValues: "false" } } },
      "prometheus.prometheusSpec.ruleSelectorNilUsesHelmValues",
      "false",
    ],
    [kubePrometheusStack, { prometheus: { ingress: { hosts: "a" } } }, "prometheus.ingress.hosts", "a list"],
    [
      kubePrometheusStack,
      { prometheus: { prometheusSpec: { replicas: true } } },
      "prometheus.prometheusSpec.replicas",
      "a number",
    ],
    [
      kubePrometheusStack,
      { prometheus: { prometheusSpec: { externalLabels: "a" } } },
      "prometheus.prometheusSpec.externalLabels",
      "a map",
    ],
    [
      kubePrometheusStack,
      { prometheus: { prometheusSpec: { nodeSelector: { "node.example/ssd": true } } } },
      'prometheus.prometheusSpec.nodeSelector["node.example/ssd"]',
      "a text",
    ],
    [kubePrometheusStack, { crds: true }, "crds", "a map"],
    [prometheusOperatorCrds, { crds: { annotations: { keep: true } } }, "crds.annotations.keep", "a text"],
    [blackboxExporter, { extraArgs: { a: "b" } }, "extraArgs", "a list"],
    [postgresExporter, { config: { datasource: "postgresql://a" } }, "config.datasource", "a map"],
    [redisExporter, { serviceMonitor: { multipleTarget: "yes" } }, "serviceMonitor.multipleTarget", "true"],
  ];
  test.each(titled(rows))("%s", (_title, row) => {
    expect(found(row)).toEqual([
      expect.objectContaining({
        check: "values/wrong-type",
        severity: "error",
        path: `values.${row[2]}`,
        mend: expect.stringContaining(row[3]) as string,
      }),
    ]);
  });

  test("a value that may be a secret is not shown", () => {
    const [finding] = valuesFindings(postgresExporter, { config: { datasource: "marker" } }, "values");
    expect(JSON.stringify(finding)).not.toContain("marker");
  });

  test("a text in the place of a switch counts as true", () => {
    const [finding] = valuesFindings(loki, { test: { enabled: "false" } }, "values");
    expect(finding).toMatchObject({
      problem: 'is the text "false", which templates take for true',
      mend: "write false",
    });
  });
});

describe("a word that the chart does not know", () => {
  const rows: readonly Row[] = [
    [fluentd, { kind: "Daemonset" }, "kind", "DaemonSet, Deployment, StatefulSet"],
    [fluentd, { dashboards: { enabled: "false" } }, "dashboards.enabled", "true, false"],
    [loki, { deploymentMode: "SingleBinaries" }, "deploymentMode", "Monolithic"],
    [loki, { loki: { storage: { type: "S3" } } }, "loki.storage.type", "s3"],
    [loki, { loki: { configStorageType: "secret" } }, "loki.configStorageType", "ConfigMap, Secret"],
    [loki, { lokiCanary: { kind: "Daemonset" } }, "lokiCanary.kind", "DaemonSet"],
    [loki, { singleBinary: { persistence: { type: "pv" } } }, "singleBinary.persistence.type", "pvc"],
    [grafana, { persistence: { type: "deployment" } }, "persistence.type", "pvc, statefulset"],
    [alertmanager, { podAntiAffinity: "required" }, "podAntiAffinity", "soft, hard"],
    [
      kubePrometheusStack,
      { prometheus: { prometheusSpec: { podAntiAffinity: "Hard" } } },
      "prometheus.prometheusSpec.podAntiAffinity",
      "hard",
    ],
    [
      kubePrometheusStack,
      { prometheus: { networkPolicy: { flavor: "calico" } } },
      "prometheus.networkPolicy.flavor",
      "kubernetes",
    ],
  ];
  test.each(titled(rows))("%s", (_title, row) => {
    expect(found(row)).toEqual([
      expect.objectContaining({
        check: "values/enumeration",
        path: `values.${row[2]}`,
        mend: expect.stringContaining(row[3]) as string,
      }),
    ]);
  });
});

describe("a product that has ended", () => {
  const rows: readonly Row[] = [
    [loki, { deploymentMode: "SimpleScalable" }, "deploymentMode", "Monolithic or Distributed"],
    [loki, { deploymentMode: "SimpleScalable<->Distributed" }, "deploymentMode", "Monolithic or Distributed"],
    [loki, { minio: { enabled: true } }, "minio.enabled", "name a bucket in loki.storage"],
    [
      jaeger,
      { jaeger: { image: { repository: "jaegertracing/all-in-one" } } },
      "jaeger.image.repository",
      "jaegertracing/jaeger 2.x",
    ],
    [
      fluentd,
      { initContainers: [{ name: "a", image: "docker.io/grafana/promtail:3.5.1" }] },
      "initContainers[0].image",
      "Fluentd",
    ],
    [
      alertmanager,
      { extraContainers: [{ name: "a", image: "grafana/agent:v0.44.0" }] },
      "extraContainers[0].image",
      "Alloy",
    ],
  ];
  test.each(titled(rows))("%s", (_title, row) => {
    expect(found(row)).toEqual([
      expect.objectContaining({
        check: "values/end-of-life",
        path: `values.${row[2]}`,
        mend: expect.stringContaining(row[3]) as string,
      }),
    ]);
  });
});
