import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { charts } from "../../../lib/charts";
import { valuesFindings } from "../../../lib/checks/values";
import type { ChartPin, Values } from "../../../lib/model";
import { describeWithCharts } from "../../proof/tool";

const {
  alertmanager,
  blackboxExporter,
  fluentd,
  grafana,
  jaeger,
  kubePrometheusStack,
  loki,
  postgresExporter,
  redisExporter,
} = charts;

const lokiSchema = {
  configs: [
    {
      from: "2024-04-01",
      store: "tsdb",
      object_store: "s3",
      schema: "v13",
      index: { prefix: "index_", period: "24h" },
    },
  ],
};
const prefer = {
  podAntiAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      {
        weight: 100,
        podAffinityTerm: { labelSelector: { matchLabels: { app: "a" } }, topologyKey: "kubernetes.io/hostname" },
      },
    ],
  },
};
const spread = [
  {
    maxSkew: 1,
    topologyKey: "zone",
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: { app: "a" } },
    minDomains: 2,
  },
];

/** What people do write, each rendered with Helm once. */
test.each<[title: string, ChartPin, Values]>([
  [
    "three Alertmanagers",
    alertmanager,
    {
      replicaCount: 3,
      podDisruptionBudget: { maxUnavailable: 1 },
      persistence: { size: "5Gi", storageClass: "gp3" },
      extraArgs: { "data.retention": "240h", "log.level": "info" },
      configmapReload: { enabled: true },
      ingress: {
        enabled: true,
        className: "nginx",
        hosts: [{ host: "am.example.com", paths: [{ path: "/", pathType: "Prefix" }] }],
      },
      serviceMonitor: { enabled: true, additionalLabels: { release: "kps" } },
      extraSecretMounts: [{ name: "s", mountPath: "/etc/secrets", secretName: "am", readOnly: true }],
      resources: {
        requests: { cpu: 0.1, memory: "64Mi", "example.com/device": 1 },
        limits: { memory: "64Mi", "hugepages-2Mi": "2Mi" },
      },
      securityContext: {
        runAsUser: 65534,
        capabilities: { drop: ["ALL"] },
        seccompProfile: { type: "RuntimeDefault" },
      },
      affinity: prefer,
      topologySpreadConstraints: spread,
      config: {
        route: {
          receiver: "slack",
          group_by: ["alertname"],
          routes: [{ receiver: "slack", matchers: ['severity = "critical"'], continue: true }],
        },
        receivers: [
          {
            name: "slack",
            slack_configs: [
              { api_url_file: "/etc/secrets/url", channel: "#a", title: "{{ .CommonLabels.alertname }}" },
            ],
          },
        ],
        inhibit_rules: [{ source_matchers: ["a = b"], target_matchers: ["c = d"], equal: ["cluster"] }],
        time_intervals: [{ name: "night", time_intervals: [] }],
      },
      templates: { "page.tmpl": '{{ define "x" }}{{ end }}' },
    },
  ],
  [
    "a kube-prometheus-stack without its Grafana",
    kubePrometheusStack,
    {
      fullnameOverride: "kps",
      crds: { enabled: true, upgradeJob: { enabled: false } },
      kubeControllerManager: { enabled: false },
      kubeEtcd: { enabled: false },
      defaultRules: { create: false, rules: { etcd: false }, disabled: { KubeJobFailed: true } },
      additionalPrometheusRulesMap: {
        own: { additionalLabels: { a: "b" }, groups: [{ name: "g", rules: [{ alert: "A", expr: "up == 0" }] }] },
      },
      alertmanager: { enabled: false },
      grafana: { enabled: false },
      prometheus: {
        podDisruptionBudget: { enabled: true, minAvailable: 1, maxUnavailable: "50%" },
        networkPolicy: { enabled: true, flavor: "kubernetes", egress: [{}], ingress: [{ from: [] }] },
        ingress: {
          enabled: true,
          ingressClassName: "nginx",
          hosts: ["p.example.com"],
          paths: ["/"],
          tls: [{ secretName: "t", hosts: ["p.example.com"] }],
        },
        route: {
          main: { enabled: true, hostnames: ["p.example.com"], parentRefs: [{ name: "gateway" }] },
          more: { enabled: false },
        },
        serviceAccount: { annotations: { "eks.amazonaws.com/role-arn": "arn" } },
        additionalServiceMonitors: [
          { name: "a", selector: { matchLabels: { app: "a" } }, endpoints: [{ port: "http" }] },
        ],
        prometheusSpec: {
          replicas: 2,
          shards: 1,
          retention: "30d",
          retentionSize: "45GB",
          walCompression: true,
          externalLabels: { cluster: "prod" },
          replicaExternalLabelName: "replica",
          serviceMonitorSelectorNilUsesHelmValues: false,
          enableRemoteWriteReceiver: true,
          enableOTLPReceiver: true,
          otlp: { promoteResourceAttributes: ["service.name"] },
          exemplars: { maxSize: 100000 },
          enableFeatures: ["exemplar-storage"],
          additionalScrapeConfigs: [{ job_name: "a", static_configs: [{ targets: ["a:1"] }] }],
          additionalScrapeConfigsSecret: { enabled: true, name: "extra", key: "scrape.yaml" },
          additionalAlertManagerConfigs: [{ static_configs: [{ targets: ["am-0:9093"] }] }],
          remoteWrite: [{ url: "https://mimir.example", queueConfig: { maxShards: 10 } }],
          storageSpec: {
            volumeClaimTemplate: { spec: { storageClassName: "gp3", resources: { requests: { storage: "50Gi" } } } },
          },
          persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
          tsdb: { outOfOrderTimeWindow: "30m" },
          sampleLimit: 50000,
          queryLogFile: "query.log",
          podMetadata: { annotations: { a: "b" } },
          thanos: null,
          affinity: prefer,
          tolerations: [{ key: "a", operator: "Exists", effect: "NoSchedule" }],
          topologySpreadConstraints: spread,
          securityContext: { fsGroup: 2000, runAsNonRoot: true },
          nodeSelector: { "kubernetes.io/os": "linux" },
          volumes: [{ name: "a", emptyDir: {} }],
          web: { pageTitle: "prod" },
        },
      },
      prometheusOperator: {
        resources: { limits: { memory: "200Mi" } },
        admissionWebhooks: { certManager: { enabled: true }, failurePolicy: "Ignore" },
        prometheusConfigReloader: { resources: { requests: { cpu: "10m", memory: "50Mi" } } },
        denyNamespaces: ["legacy"],
      },
      "kube-state-metrics": {
        metricLabelsAllowlist: ["pods=[*]"],
        resources: { limits: { memory: "200Mi" } },
        prometheus: { monitor: { additionalLabels: { a: "b" }, metricRelabelings: [] } },
        customResourceState: { enabled: true, config: { spec: {} } },
      },
      "prometheus-node-exporter": {
        tolerations: [{ operator: "Exists" }],
        extraArgs: ["--collector.systemd"],
        prometheus: { monitor: { relabelings: [{ action: "replace" }] } },
      },
      global: { imageRegistry: "registry.example", imagePullSecrets: [{ name: "pull" }] },
    },
  ],
  [
    "two Grafanas on a database",
    grafana,
    {
      replicas: 2,
      admin: { existingSecret: "admin", userKey: "user", passwordKey: "password" },
      podDisruptionBudget: { minAvailable: 1 },
      networkPolicy: { enabled: true },
      persistence: { enabled: true, size: "5Gi", accessModes: ["ReadWriteOnce"] },
      deploymentStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1 } },
      env: { GF_A: "b" },
      envValueFrom: { GF_DB: { secretKeyRef: { name: "db", key: "password" } } },
      envFromSecrets: [{ name: "gf-secrets", optional: true }],
      extraVolumes: [{ name: "a", configMap: { name: "b" } }],
      ingress: {
        enabled: true,
        ingressClassName: "nginx",
        hosts: ["g.example.com"],
        tls: [{ secretName: "t", hosts: ["g.example.com"] }],
      },
      serviceMonitor: { enabled: true, labels: { release: "kps" }, interval: "30s" },
      datasources: {
        "datasources.yaml": {
          apiVersion: 1,
          datasources: [
            { name: "Prometheus", uid: "prometheus", type: "prometheus", jsonData: { httpMethod: "POST" } },
          ],
        },
      },
      dashboardProviders: {
        "dashboardproviders.yaml": { apiVersion: 1, providers: [{ name: "default", orgId: 1, type: "file" }] },
      },
      dashboards: {
        default: {
          own: { json: '{"title":"x"}' },
          other: { gnetId: 1860, revision: 37, datasource: [{ name: "DS", value: "Prometheus" }] },
          third: { url: "https://a", datasource: "P" },
        },
      },
      dashboardsConfigMaps: { team: "my-cm" },
      alerting: { "rules.yaml": { apiVersion: 1, groups: [] } },
      sidecar: {
        dashboards: { enabled: true, searchNamespace: "ALL", folderAnnotation: "folder" },
        datasources: { enabled: true, searchNamespace: ["a", "b"] },
      },
      plugins: ["a"],
      "grafana.ini": {
        app_mode: "production",
        server: { root_url: "https://g.example.com", domain: "g.example.com" },
        analytics: { check_for_updates: false, reporting_enabled: false },
        log: { mode: "console", level: "info" },
        database: { type: "postgres", host: "db:5432", password: "$__env{DB_PASS}" },
      },
      containerSecurityContext: { allowPrivilegeEscalation: false },
      livenessProbe: { httpGet: { path: "/api/health", port: "grafana" }, initialDelaySeconds: 60 },
    },
  ],
  [
    "one Loki on object storage",
    loki,
    {
      fullnameOverride: "loki",
      deploymentMode: "Monolithic",
      loki: {
        auth_enabled: false,
        commonConfig: { replication_factor: 3 },
        storage: {
          type: "s3",
          bucketNames: { chunks: "c", ruler: "r", admin: "a" },
          s3: { region: "eu-west-1", endpoint: null, s3ForcePathStyle: false },
        },
        schemaConfig: lokiSchema,
        limits_config: {
          retention_period: "744h",
          allow_structured_metadata: true,
          ingestion_rate_mb: 8,
          query_timeout: "300s",
        },
        compactor: { retention_enabled: true, delete_request_store: "s3" },
        ingester: { chunk_idle_period: "15m", wal: { flush_on_shutdown: true } },
        rulerConfig: { alertmanager_url: "http://am:9093", enable_api: true },
        structuredConfig: { pattern_ingester: { enabled: true } },
        tenants: [{ name: "a", passwordHash: "b" }],
        podAnnotations: { a: "b" },
      },
      singleBinary: {
        replicas: 3,
        persistence: { enabled: true, size: "50Gi", storageClass: "gp3", type: "pvc" },
        resources: { requests: { cpu: "500m", memory: "1Gi" } },
        extraArgs: ["-config.expand-env=true"],
        extraEnvFrom: [{ secretRef: { name: "s3" } }],
        affinity: prefer,
        initContainers: "- name: a",
      },
      read: { replicas: 0 },
      write: { replicas: 0 },
      backend: { replicas: 0 },
      chunksCache: { enabled: true, allocatedMemory: 512 },
      resultsCache: { enabled: false },
      lokiCanary: { enabled: false },
      test: { enabled: false },
      serviceAccount: { annotations: { "eks.amazonaws.com/role-arn": "arn" } },
      gateway: {
        replicas: 2,
        affinity: prefer,
        ingress: {
          enabled: true,
          hosts: [{ host: "l.example.com", paths: [{ path: "/", pathType: "Prefix" }] }],
          tls: [],
        },
        nginxConfig: { serverSnippet: "client_max_body_size 10m;" },
      },
      networkPolicy: { enabled: true, externalStorage: { ports: [443], cidrs: ["10.0.0.0/8"] } },
      monitoring: {
        serviceMonitor: { enabled: true, labels: { release: "kps" } },
        dashboards: { enabled: true },
        rules: { enabled: true },
        alerts: { enabled: true, disabled: { LokiRequestErrors: true } },
      },
      extraObjects: [{ apiVersion: "v1", kind: "ConfigMap" }],
    },
  ],
  [
    "a distributed Loki",
    loki,
    {
      loki: {
        storage: { type: "s3", bucketNames: { chunks: "c", ruler: "r" }, s3: { region: "eu-west-1" } },
        schemaConfig: lokiSchema,
      },
      deploymentMode: "Distributed",
      ingester: { replicas: 3, zoneAwareReplication: { enabled: false } },
      querier: { replicas: 3, maxUnavailable: 2, autoscaling: { enabled: true, minReplicas: 3, maxReplicas: 6 } },
      queryFrontend: { replicas: 2, maxUnavailable: "1" },
      queryScheduler: { replicas: 2, podDisruptionBudget: { enabled: true, maxUnavailable: 1 } },
      distributor: { replicas: 3 },
      compactor: {
        replicas: 1,
        persistence: { enabled: true, claims: [{ name: "data", size: "10Gi", storageClass: "gp3" }] },
      },
      indexGateway: { replicas: 2 },
      ruler: { enabled: true, directories: { tenant: { "rules.txt": "groups: []" } } },
      sidecar: { rules: { label: "loki_rule", labelValue: "true" } },
    },
  ],
  [
    "Jaeger on Elasticsearch",
    jaeger,
    {
      fullnameOverride: "jaeger",
      jaeger: {
        replicas: 2,
        strategy: { type: "RollingUpdate" },
        image: { tag: "2.19.0" },
        extraEnv: [{ name: "ES_PASSWORD", valueFrom: { secretKeyRef: { name: "jaeger-es", key: "password" } } }],
        resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "1Gi" } },
        topologySpreadConstraints: spread,
        podLabels: { config: "abc" },
        extraVolumes: [{ name: "data", persistentVolumeClaim: { claimName: "jaeger" } }],
        extraVolumeMounts: [{ name: "data", mountPath: "/data", readOnly: false }],
        service: { type: "ClusterIP", annotations: { a: "b" } },
        ingress: {
          enabled: true,
          ingressClassName: "nginx",
          hosts: ["j.example.com"],
          tls: [{ secretName: "t" }],
          pathType: "Prefix",
        },
        httproute: { enabled: true, parentRefs: [{ name: "gateway" }], hostnames: ["j.example.com"] },
        serviceAccount: { annotations: { a: "b" } },
      },
      userconfig: {
        service: {
          extensions: ["jaeger_storage"],
          pipelines: { traces: { receivers: ["otlp"], exporters: ["jaeger_storage_exporter"] } },
        },
        extensions: {
          jaeger_storage: { backends: { primary: { elasticsearch: { server_urls: ["http://es:9200"] } } } },
        },
        processors: { batch: {} },
      },
      uiconfig: { monitor: { menuEnabled: true } },
      storage: { elasticsearch: { url: "http://es:9200", user: "elastic" } },
      esIndexCleaner: {
        enabled: true,
        numberOfDays: 14,
        schedule: "55 23 * * *",
        extraEnv: [{ name: "ES_PASSWORD", valueFrom: { secretKeyRef: { name: "a", key: "b" } } }],
      },
      extraObjects: [{ apiVersion: "v1", kind: "ConfigMap" }],
    },
  ],
  [
    "Fluentd on every node",
    fluentd,
    {
      fullnameOverride: "fluentd",
      kind: "DaemonSet",
      variant: "elasticsearch7",
      plugins: ["fluent-plugin-grafana-loki"],
      image: { repository: "registry.example/fluentd", tag: "v1.19" },
      resources: { requests: { cpu: "100m", memory: "256Mi" } },
      tolerations: [{ operator: "Exists" }],
      env: [
        { name: "A", value: "b" },
        { name: "NODE", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
      ],
      volumes: [{ name: "buffer", hostPath: { path: "/var/lib/fluentd", type: "DirectoryOrCreate" } }],
      volumeMounts: [{ name: "buffer", mountPath: "/buffer" }],
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } },
      dashboards: { enabled: true, labels: { grafana_dashboard: '"1"' } },
      metrics: { serviceMonitor: { enabled: true, additionalLabels: { release: "kps" }, interval: "30s" } },
      service: { ports: [{ name: "forward", protocol: "TCP", containerPort: 24224 }] },
      fileConfigs: {
        "04_outputs.conf": "<label @OUTPUT>\n</label>",
        "03_dispatch.conf": null,
        "05_more.conf": "# more",
      },
      podAnnotations: { a: "b" },
      securityContext: { runAsUser: 0 },
      livenessProbe: { httpGet: { path: "/metrics", port: "metrics" } },
    },
  ],
  [
    "probes",
    blackboxExporter,
    {
      replicas: 2,
      config: { modules: { http_2xx: { prober: "http", timeout: "5s", http: { preferred_ip_protocol: "ip4" } } } },
      serviceMonitor: {
        enabled: true,
        defaults: { labels: { release: "kps" }, interval: "30s" },
        targets: [{ name: "a", url: "https://a.example", module: "http_2xx", labels: { a: "b" }, interval: "60s" }],
      },
      podDisruptionBudget: { maxUnavailable: 1 },
      securityContext: { capabilities: { add: ["NET_RAW"] } },
      extraArgs: ["--log.level=info"],
    },
  ],
  [
    "a PostgreSQL exporter",
    postgresExporter,
    {
      config: {
        datasource: {
          host: "db",
          user: "exporter",
          passwordSecret: { name: "db", key: "password" },
          port: "5432",
          database: "app",
          sslmode: "require",
        },
        extraArgs: ["--collector.stat_statements"],
      },
      serviceMonitor: { enabled: true, labels: { release: "kps" }, multipleTarget: { enabled: false } },
      podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
      extraEnvs: [{ name: "A", value: "b" }],
    },
  ],
  [
    "a Redis exporter",
    redisExporter,
    {
      redisAddress: "redis://redis:6379",
      auth: { enabled: true, secret: { name: "redis", key: "password" } },
      serviceMonitor: {
        enabled: true,
        labels: { release: "kps" },
        multipleTarget: true,
        targets: [{ url: "redis://a:6379", name: "a" }],
      },
      env: [{ name: "A", value: "b" }],
    },
  ],
  [
    "what only Terraform knows",
    kubePrometheusStack,
    {
      prometheus: {
        prometheusSpec: {
          replicas: "${TfToken[TOKEN.1]}",
          shards: -8.1e298,
          secrets: ["#{TfToken[TOKEN.2]}"],
          podMetadata: { "&{TfToken[TOKEN.3]}": "" },
        },
        ingress: "${TfToken[TOKEN.4]}",
      },
    },
  ],
  [
    "null, which removes a default",
    loki,
    { chunksCache: null, gateway: { ingress: null }, loki: { limits_config: { reject_old_samples: null } } },
  ],
])("%s: nothing to find", (_title, chart, values) => {
  expect(valuesFindings(chart, values, "values")).toEqual([]);
});

test("a chart, or a version of it, whose keys are not known is left alone", () => {
  expect(valuesFindings({ ...grafana, version: "13.0.0" }, { bogus: 1 }, "values")).toEqual([]);
  expect(valuesFindings({ ...grafana, name: "own" }, { bogus: 1, enabled: "true" }, "values")).toEqual([]);
});

describeWithCharts("the real charts", (unpacked) => {
  const defaults = ({ name, version }: Pick<ChartPin, "name" | "version">, ...below: readonly string[]): Values =>
    parse(readFileSync(join(unpacked.folder(name, version), ...below, "values.yaml"), "utf8"), {
      merge: true,
    }) as Values;
  const pins = Object.values(charts).map((chart) => [chart.name, chart] as const);

  test.each(pins)("the default values of %s are fine", (_name, chart) => {
    expect(valuesFindings(chart, defaults(chart), "values")).toEqual([]);
  });

  test.each(["grafana", "kube-state-metrics", "prometheus-node-exporter"])("those of its part %s, too", (part) => {
    const values = { [part]: defaults(kubePrometheusStack, "charts", part) };
    expect(valuesFindings(kubePrometheusStack, values, "values")).toEqual([]);
  });

  test("all charts with all that they have take less than 20 ms", () => {
    const all = pins.map(([, chart]) => [chart, defaults(chart)] as const);
    const once = () => all.forEach(([chart, values]) => valuesFindings(chart, structuredClone(values), "values"));
    once();
    const times = [1, 2, 3, 4, 5].map(() => {
      const start = process.hrtime.bigint();
      once();
      return Number(process.hrtime.bigint() - start) / 1e6;
    });
    expect(Math.min(...times)).toBeLessThan(20);
  });
});
