// What reading a chart cannot tell, decided by hand, each with its reason. The generator stops when a chart needs a decision that is not here.

const NAME = "a name or number: template text is not valid in it, whatever tpl does";
const zero = (paths, reason) => paths.map((path) => [path, { times: 0, reason }]);

const grafana = zero(["fullnameOverride", "nameOverride"], NAME);

/** Places that are rendered both with and without tpl: how often it counts, by chart and place. */
export const tplDecisions = {
  grafana: Object.fromEntries(grafana),
  jaeger: Object.fromEntries(
    zero(
      ["esIndexCleaner.image", "esLookback.image", "esRollover.image", "jaeger.image", "spark.image"]
        .map((image) => `${image}.pullSecrets`)
        .concat("global.imagePullSecrets")
        .flatMap((secrets) => [`${secrets}.*.**`, `${secrets}.*.name.**`]),
      NAME,
    ),
  ),
  "kube-prometheus-stack": Object.fromEntries([
    ...grafana.map(([path, decision]) => [`grafana.${path}`, decision]),
    ...zero(
      [
        "alertmanager.alertmanagerSpec.routePrefix",
        "global.imagePullSecrets.*",
        "global.imagePullSecrets.*.name",
        "kube-state-metrics.namespaces",
        "kube-state-metrics.namespaces.**",
        "prometheus.prometheusSpec.routePrefix",
        "prometheusOperator.namespaces.additional.*",
        "thanosRuler.thanosRulerSpec.routePrefix",
      ],
      NAME,
    ),
    [
      "alertmanager.config.**",
      { times: 0, reason: "tpl runs only with alertmanager.tplConfig, which is off by default" },
    ],
  ]),
  loki: Object.fromEntries([
    ...zero(
      [
        "fullnameOverride",
        "global.clusterDomain",
        "loki.server.grpc_listen_port",
        "loki.server.http_listen_port",
        "namespaceOverride",
      ],
      NAME,
    ),
    ...["memberlist.service.name", "nameOverride"].map((path) => [path, { times: 1, reason: NAME }]),
    ...["defaults.nodeSelector.**", "defaults.tolerations.**"].map((path) => [
      path,
      { times: 1, reason: "the gateway alone writes them as they are; labels and taints contain no template text" },
    ]),
  ]),
};

// A map renders too, but as Go prints it.
const dashboardJson = "string";

/** Nodes that are written by hand, by chart and path. */
export const nodeDecisions = {
  grafana: { "dashboards.*.*.json": dashboardJson },
  "kube-prometheus-stack": {
    // One key for each of the 131 alerts of the chart, which this library does not deploy: three times the same long list.
    "defaultRules.disabled": "map",
    "defaultRules.additionalRuleAnnotations": "map",
    "grafana.dashboards.*.*.json": dashboardJson,
    // The default is {}, but Kubernetes takes a list.
    "prometheusOperator.admissionWebhooks.matchConditions": "list|map",
    customRules: { "*": { for: "any", severity: "any" } },
  },
  loki: {
    // No template reads it, but every example names it: a bucket of the enterprise product.
    "loki.storage.bucketNames.admin": "any",
  },
};
