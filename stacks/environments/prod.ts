/** Production: survives the loss of a node, keeps a month, pages somebody. */
import {
  annotatedPodsJob,
  basicAuth,
  consulServicesJob,
  days,
  kubeconfig,
  elasticsearch,
  existingSecret,
  gibibytes,
  hours,
  ingress,
  minutes,
  nodeExporterJob,
  postgres,
  postgresExporterJob,
  redisExporterJob,
  s3Backend,
  s3Bucket,
  seconds,
  type Environment,
} from "../../lib";
import { prodRouting } from "./prod-routing";

const login = basicAuth(existingSecret("ui-login"));

export const prod: Environment = {
  name: "prod",
  profile: "production",
  cluster: {
    name: "production",
    region: "us-east-1",
    access: kubeconfig({ context: "production" }),
  },
  state: s3Backend({ bucket: "acme-terraform-state", region: "us-east-1" }),
  storageClass: "gp3",
  alerting: {
    teams: {
      platform: { slack: "#platform-alerts", pager: existingSecret("pagerduty-platform") },
      dba: { slack: "#dba-alerts", pager: existingSecret("pagerduty-dba"), packs: ["postgres", "redis"] },
      shop: { slack: "#shop-alerts", pager: existingSecret("pagerduty-shop") },
    },
    defaultTeam: "platform",
    slackApp: existingSecret("slack-app"),
    heartbeat: existingSecret("heartbeat"),
    tests: prodRouting,
  },
  prometheus: {
    scrapeInterval: seconds(15),
    evaluationInterval: seconds(15),
    retention: days(30),
    storage: { size: gibibytes(100) },
    exposure: ingress({ host: "prometheus.acme.example", className: "nginx", authentication: login }),
    scrapeConfigs: [
      // Prometheus itself, nodes and pods of the cluster are scraped by the operator's monitors; these are what no monitor covers.
      annotatedPodsJob({ exceptNamespaces: ["observability", "observability-agents"] }),
      nodeExporterJob({ targets: ["bastion-1.acme.example:9100", "bastion-2.acme.example:9100"] }),
      consulServicesJob({ server: "consul.acme.example:8500", tag: "metrics" }),
      postgresExporterJob({ targets: ["postgres-exporter.databases.svc:9187"], labels: { namespace: "databases" } }),
      redisExporterJob({ targets: ["redis-exporter.caches.svc:9121"], labels: { namespace: "caches" } }),
    ],
  },
  alertmanager: {
    exposure: ingress({ host: "alerts.acme.example", className: "nginx", authentication: login }),
  },
  grafana: {
    database: postgres({ host: "grafana-db.acme.example", credentials: existingSecret("grafana-db") }),
    exposure: ingress({ host: "grafana.acme.example", className: "nginx" }),
  },
  loki: {
    storage: s3Bucket("acme-loki-chunks", { region: "us-east-1" }),
    volume: { size: gibibytes(50) },
    retention: days(30),
    ingester: { chunkIdlePeriod: minutes(15), chunkRetainPeriod: seconds(30), maxChunkAge: hours(1) },
    serviceAccount: { annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::000000000000:role/loki" } },
  },
  jaeger: {
    storage: elasticsearch({
      url: "https://elasticsearch.acme.example:9200",
      credentials: existingSecret("jaeger-elasticsearch"),
    }),
    exposure: ingress({ host: "traces.acme.example", className: "nginx", authentication: login }),
  },
  waivers: [
    {
      check: "slo/retention",
      path: "prod.packs.checkout-objectives.slos.payments-of-the-month",
      reason:
        "Prometheus keeps 30 days: on the 31st of a month, the first of it is counted no more, a thirtieth of all payments",
      until: "2027-12-31",
    },
  ],
  exporters: {
    blackbox: {},
    postgres: {},
    redis: {},
  },
};
