import { charts, keyFile, type KeyNode } from "../../../lib/charts";
import { valuesFindings } from "../../../lib/checks/values";
import { movedKeys } from "../../../lib/checks/values/moved-keys";
import { keySegments } from "../../../lib/charts";
import type { ChartPin, Values } from "../../../lib/model";

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

const route = { receiver: "a", routes: [{ receiver: "b", match: { severity: "critical" } }] };

const rows: readonly (readonly [ChartPin, Values, string, string])[] = [
  [jaeger, { collector: { replicaCount: 2 } }, "collector", "below jaeger"],
  [jaeger, { query: { enabled: true } }, "query", "below jaeger"],
  [jaeger, { agent: { enabled: false } }, "agent", "below jaeger"],
  [jaeger, { allInOne: { enabled: true } }, "allInOne", "below jaeger"],
  [jaeger, { provisionDataStore: { cassandra: false } }, "provisionDataStore", "jaeger_storage"],
  [jaeger, { storage: { type: "cassandra" } }, "storage.type", "userconfig.extensions.jaeger_storage"],
  [jaeger, { storage: { elasticsearch: { host: "es" } } }, "storage.elasticsearch.host", "storage.elasticsearch.url"],
  [jaeger, { storage: { badger: {} } }, "storage.badger", "userconfig.extensions.jaeger_storage"],
  [jaeger, { config: { service: {} } }, "config", "userconfig"],
  [jaeger, { tag: "2.19.0" }, "tag", "jaeger.image.tag"],
  [jaeger, { networkPolicy: { enabled: true } }, "networkPolicy", "NetworkPolicy of your own"],
  [
    jaeger,
    { jaeger: { topologySpreadContraints: [{ maxSkew: 1 }] } },
    "jaeger.topologySpreadContraints",
    "topologySpreadConstraints",
  ],
  [jaeger, { esIndexCleaner: { tag: "a" } }, "esIndexCleaner.tag", "esIndexCleaner.image.tag"],
  [kubePrometheusStack, { additionalPrometheusRules: [] }, "additionalPrometheusRules", "additionalPrometheusRulesMap"],
  [kubePrometheusStack, { server: { retention: "30d" } }, "server", "prometheus.prometheusSpec"],
  [
    kubePrometheusStack,
    { nodeExporter: { resources: {} } },
    "nodeExporter.resources",
    "prometheus-node-exporter.resources",
  ],
  [
    kubePrometheusStack,
    { prometheusOperator: { createCustomResource: false } },
    "prometheusOperator.createCustomResource",
    "crds.enabled",
  ],
  [kubePrometheusStack, { grafana: { adminPassword: "" } }, "grafana.adminPassword", "admin.existingSecret"],
  [
    kubePrometheusStack,
    { alertmanager: { config: { route } } },
    "alertmanager.config.route.routes[0].match",
    "matchers",
  ],
  [kubePrometheusStack, { defaultRules: { rules: { k8s: false } } }, "defaultRules.rules.k8s", "k8sPodOwner"],
  [loki, { table_manager: { retention_period: "30d" } }, "table_manager", "tableManager"],
  [loki, { config: { auth_enabled: false } }, "config", "below loki"],
  [loki, { replicas: 3 }, "replicas", "singleBinary.replicas"],
  [loki, { persistence: { size: "50Gi" } }, "persistence", "singleBinary.persistence"],
  [loki, { enterprise: { enabled: true } }, "enterprise", "chart of its own"],
  [
    loki,
    { monitoring: { selfMonitoring: { enabled: true } } },
    "monitoring.selfMonitoring",
    "monitoring.serviceMonitor",
  ],
  [loki, { networkPolicy: { flavor: "cilium" } }, "networkPolicy.flavor", "externalStorage"],
  [loki, { compactor: { retention_enabled: true } }, "compactor.retention_enabled", "below loki.compactor"],
  [loki, { ingester: { chunk_idle_period: "15m" } }, "ingester.chunk_idle_period", "below loki.ingester"],
  [
    loki,
    { queryFrontend: { max_outstanding_per_tenant: 1 } },
    "queryFrontend.max_outstanding_per_tenant",
    "below loki.frontend",
  ],
  [loki, { ruler: { config: {} } }, "ruler.config", "loki.rulerConfig"],
  [
    fluentd,
    { metrics: { serviceMonitor: { scrapeInterval: "30s" } } },
    "metrics.serviceMonitor.scrapeInterval",
    "interval",
  ],
  [fluentd, { extraVolumes: [] }, "extraVolumes", "volumes"],
  [fluentd, { elasticsearch: { host: "es" } }, "elasticsearch", "04_outputs.conf"],
  [grafana, { adminPassword: "" }, "adminPassword", "admin.existingSecret"],
  [grafana, { persistence: { storageClass: "gp3" } }, "persistence.storageClass", "persistence.storageClassName"],
  [grafana, { podDisruptionBudget: { enabled: true } }, "podDisruptionBudget.enabled", "remove it"],
  [grafana, { serviceMonitor: { additionalLabels: {} } }, "serviceMonitor.additionalLabels", "serviceMonitor.labels"],
  [alertmanager, { alertmanagerSpec: { replicas: 3 } }, "alertmanagerSpec", "replicaCount"],
  [alertmanager, { externalUrl: "https://a" }, "externalUrl", "baseURL"],
  [alertmanager, { retention: "120h" }, "retention", 'extraArgs["data.retention"]'],
  [alertmanager, { config: { route: { match: {} } } }, "config.route.match", "matchers"],
  [alertmanager, { config: { route } }, "config.route.routes[0].match", "matchers"],
  [
    alertmanager,
    { config: { inhibit_rules: [{ source_match: {} }] } },
    "config.inhibit_rules[0].source_match",
    "source_matchers",
  ],
  [alertmanager, { config: { mute_time_intervals: [] } }, "config.mute_time_intervals", "time_intervals"],
  [
    alertmanager,
    { config: { receivers: [{ name: "a", msteams_configs: [] }] } },
    "config.receivers[0].msteams_configs",
    "msteamsv2",
  ],
  [alertmanager, { existingSecret: "a" }, "existingSecret", "config.enabled: false"],
  [
    blackboxExporter,
    { serviceMonitor: { module: "http_2xx" } },
    "serviceMonitor.module",
    "serviceMonitor.defaults.module",
  ],
  [blackboxExporter, { configmapReload: {} }, "configmapReload", "configReloader"],
  [postgresExporter, { config: { autoDiscoverDatabases: true } }, "config.autoDiscoverDatabases", "multipleTarget"],
  [
    redisExporter,
    { redisAddressConfig: { configmap: {} } },
    "redisAddressConfig.configmap",
    "redisAddressConfig.source",
  ],
];

test.each(rows.map((row) => [row[0].name, row[2], row] as const))(
  "%s %s",
  (_chart, _path, [chart, values, path, words]) => {
    expect(valuesFindings(chart, values, "values")).toEqual([
      expect.objectContaining({
        check: "values/moved-key",
        severity: "error",
        path: `values.${path}`,
        mend: expect.stringContaining(words) as string,
      }),
    ]);
  },
);

test("the storage of the maintenance jobs is right where one of them runs", () => {
  const values = { storage: { type: "cassandra" }, spark: { enabled: true } };
  expect(valuesFindings(jaeger, values, "values")).toEqual([]);
});

describe("the tables keep up with the charts", () => {
  /** Does the chart accept the key path? */
  const accepts = (chart: string, path: string): boolean => {
    const file = keyFile(chart);
    let node: KeyNode | undefined = file?.keys;
    for (const key of keySegments(path)) {
      if (typeof node === "string" && node.startsWith("#")) node = file?.shared[node.slice(1)];
      if (typeof node === "string" && /^(map|any|@)/.test(node)) return true;
      if (typeof node !== "object" || Array.isArray(node)) return false;
      const map = node as { readonly [key: string]: KeyNode };
      node = map[key] ?? map["*"];
    }
    return node !== undefined && !(typeof node === "object" && "!" in node);
  };

  test.each(
    Object.entries(movedKeys).flatMap(([chart, rows]) =>
      rows.flatMap(({ keys, to }) => (to === undefined ? [] : [[chart, keys, to] as const])),
    ),
  )("%s: what took the place of %s is there: %s", (chart, _keys, to) => {
    expect(accepts(chart, to)).toBe(true);
  });

  /** Keys that the charts still accept, with a meaning that the tables explain. */
  const STILL_THERE =
    /adminPassword|additionalPrometheusRules|storage\.type|\.match|_match|msteams|mute_time|\*|^networkPolicy\.|selfMonitoring|^config$|^nodeExporter|^loki\.|^grafana\.global/;

  test.each(
    Object.entries(movedKeys).flatMap(([chart, rows]) =>
      rows.filter(({ keys }) => !STILL_THERE.test(keys)).map(({ keys }) => [chart, keys] as const),
    ),
  )("%s has no %s any more", (chart, keys) => {
    expect(accepts(chart, keys)).toBe(false);
  });
});
