/** Secrets written where a reference belongs, or where none belongs at all. Each holds MARKER, which no finding may show. */
import { elasticsearch, existingSecret, secretVariable, staticTargets } from "../../../lib";
import { dev, prod, staging, type Row } from "./row";

export const MARKER = "marker0Secret1Value2";

const login = `admin:${MARKER}`;
const job = { jobName: "db", discovery: [staticTargets(["db-1.acme.example:9187"])] };
const destination = { url: "https://mimir.acme.example/api/v1/push" };
const first = "prometheus.scrapeConfigs[0]";

/** As properties. */
export const secretRows: readonly Row[] = [
  [dev, "alerting.slackWebhook", `https://hooks.slack.com/services/T0/B0/${MARKER}`, "is no reference to a secret"],
  [dev, "alerting.teams.platform.slack", `https://hooks.slack.com/services/T0/B0/${MARKER}`, "is no Slack channel"],
  [prod, "alerting.heartbeat", { url: MARKER }, "is no reference to a secret"],
  [prod, "alerting.teams.dba.pager", MARKER, "never the value"],
  [prod, "alerting.teams.dba.routingKey", MARKER, "is no property here"],
  [prod, "grafana.admin", { username: "admin", password: MARKER }, "is no reference to a secret"],
  [prod, "grafana.adminPassword", MARKER, "is no property here"],
  [prod, "grafana.encryptionKey", MARKER, "is no reference to a secret"],
  [prod, "grafana.database.credentials", login, "is no reference to a secret"],
  [prod, "grafana.database.password", MARKER, "is no property here"],
  [prod, "grafana.database.host", `postgres://${login}@grafana-db`, "is no host"],
  [prod, "grafana.url", `https://${login}@grafana.acme.example`, "in clear text"],
  [prod, "grafana.url", `ftp://${login}@grafana.acme.example`, "is no http(s) address"],
  [
    prod,
    "grafana.smtp",
    { host: "smtp", from: "a@acme.example", password: MARKER },
    "is no property here",
    "grafana.smtp.password",
  ],
  [prod, "grafana.environment", { GF_X: MARKER }, "write an object", "grafana.environment.GF_X"],
  [prod, "loki.storage.credentials", { accessKeyId: "a", secretAccessKey: MARKER }, "is no reference to a secret"],
  [prod, "loki.storage.secretAccessKey", MARKER, "is no property here"],
  [
    prod,
    "loki.storage",
    {
      kind: "s3Compatible",
      url: `https://${login}@s3.acme.example`,
      bucket: "loki",
      credentials: existingSecret("s3"),
    },
    "in clear text",
    "loki.storage.url",
  ],
  [prod, "jaeger.storage.credentials", login, "is no reference to a secret"],
  [
    prod,
    "jaeger.storage",
    elasticsearch({ url: `https://${login}@es.acme.example:9200` }),
    "in clear text",
    "jaeger.storage.url",
  ],
  [prod, "prometheus.exposure.authentication.secret", login, "is no reference to a secret"],
  [prod, "prometheus.exposure.host", `https://${login}@prometheus.acme.example`, "is no host name"],
  [
    prod,
    "prometheus.remoteWrite",
    [{ url: `https://${login}@mimir.acme.example` }],
    "in clear text",
    "prometheus.remoteWrite[0].url",
  ],
  [
    prod,
    "prometheus.remoteWrite",
    [{ ...destination, headers: { "X-Api-Key": MARKER } }],
    "in clear text",
    "prometheus.remoteWrite[0].headers.X-Api-Key",
  ],
  [
    prod,
    "prometheus.remoteWrite",
    [{ ...destination, authentication: { kind: "bearerToken", secret: MARKER } }],
    "is no reference",
    "prometheus.remoteWrite[0].authentication.secret",
  ],
  [
    prod,
    "prometheus.scrapeConfigs",
    [{ ...job, authentication: { kind: "basicAuth", username: "a", password: MARKER } }],
    "is no property here",
    `${first}.authentication.password`,
  ],
  [
    prod,
    "prometheus.scrapeConfigs",
    [{ ...job, headers: { "X-Token": [MARKER] } }],
    "headerFromSecret",
    `${first}.headers.X-Token`,
  ],
  [
    prod,
    "prometheus.scrapeConfigs",
    [{ ...job, proxy: { url: `http://${login}@proxy:3128` } }],
    "clear text",
    `${first}.proxy.url`,
  ],
  [
    prod,
    "prometheus.scrapeConfigs",
    [{ ...job, discovery: [{ kind: "consul", server: "consul:8500", token: MARKER }] }],
    "is no reference to a secret",
    `${first}.discovery[0].token`,
  ],
  [
    staging,
    "exporters.redis.cache",
    { address: `redis://:${MARKER}@cache:6379` },
    "in clear text",
    "exporters.redis.cache.address",
  ],
  [
    staging,
    "exporters.redis.cache",
    { address: "redis://cache:6379", credentials: MARKER },
    "never the value",
    "exporters.redis.cache.credentials",
  ],
  [
    staging,
    "exporters.postgres.orders",
    { host: `postgres://${login}@db`, credentials: existingSecret("db") },
    "is no DNS-1123 name",
    "exporters.postgres.orders.host",
  ],
  [
    staging,
    "exporters.blackbox",
    { probes: [{ name: "shop", url: `https://${login}@shop.example` }] },
    "without user and password",
    "exporters.blackbox.probes[0].url",
  ],
  [staging, "state.secretKey", MARKER, "is no property here"],
  [prod, "alerting.heartbeat", secretVariable("heartbeat", []), "write at least 1", "alerting.heartbeat.entries"],
];

/** In the escape hatch. */
export const secretValueRows: readonly Row[] = [
  [
    prod,
    "jaeger.values",
    { jaeger: { extraEnv: [{ name: "ES_PASSWORD", value: MARKER }] } },
    "is a secret",
    "jaeger.values.jaeger.extraEnv[0].value",
  ],
  [
    prod,
    "fluentd.values",
    { env: [{ name: "LOKI_TOKEN", value: MARKER }] },
    "is a secret",
    "fluentd.values.env[0].value",
  ],
  [
    prod,
    "alertmanager.values",
    {
      config: {
        receivers: [
          {
            name: "a",
            webhook_configs: [{ http_config: { http_headers: { "X-Auth": { values: [`Bearer ${MARKER}`] } } } }],
          },
        ],
      },
    },
    "is a login",
    "alertmanager.values.config.receivers[0].webhook_configs[0].http_config.http_headers.X-Auth.values[0]",
  ],
  [dev, "grafana.values", { adminPassword: MARKER }, "is a secret in clear text", "grafana.values.adminPassword"],
  [
    prod,
    "grafana.values",
    { "grafana.ini": { database: { password: MARKER } } },
    "is a secret in clear text",
    'grafana.values["grafana.ini"].database.password',
  ],
  [
    prod,
    "grafana.values",
    { env: { GF_DATABASE_PASSWORD: MARKER } },
    "is a secret in clear text",
    "grafana.values.env.GF_DATABASE_PASSWORD",
  ],
  [
    prod,
    "grafana.values",
    { "grafana.ini": { database: { url: `postgres://${login}@db/grafana` } } },
    "is an address with a password",
    'grafana.values["grafana.ini"].database.url',
  ],
  [
    prod,
    "alertmanager.values",
    { config: { global: { slack_api_url: `https://hooks.slack.com/services/T0/B0/${MARKER}` } } },
    "is a Slack webhook",
    "alertmanager.values.config.global.slack_api_url",
  ],
  [
    prod,
    "alertmanager.values",
    { config: { receivers: [{ name: "a", pagerduty_configs: [{ routing_key: MARKER }] }] } },
    "is a secret",
    "alertmanager.values.config.receivers[0].pagerduty_configs[0].routing_key",
  ],
  [
    prod,
    "loki.values",
    { loki: { storage: { s3: { secretAccessKey: MARKER } } } },
    "is a secret",
    "loki.values.loki.storage.s3.secretAccessKey",
  ],
  [
    prod,
    "loki.values",
    { gateway: { basicAuth: { password: MARKER } } },
    "is a secret",
    "loki.values.gateway.basicAuth.password",
  ],
  [
    prod,
    "prometheus.values",
    { prometheus: { prometheusSpec: { remoteWrite: [{ url: `https://${login}@mimir` }] } } },
    "is an address with a password",
    "prometheus.values.prometheus.prometheusSpec.remoteWrite[0].url",
  ],
  [
    prod,
    "jaeger.values",
    {
      userconfig: {
        extensions: {
          jaeger_storage: { backends: { es: { elasticsearch: { auth: { basic: { password: MARKER } } } } } },
        },
      },
    },
    "is a secret",
    "jaeger.values.userconfig.extensions.jaeger_storage.backends.es.elasticsearch.auth.basic.password",
  ],
  [
    prod,
    "fluentd.values",
    { fileConfigs: { "04_outputs.conf": `<match **>\n  url http://${login}@loki\n</match>` } },
    "is an address with a password",
    'fluentd.values.fileConfigs["04_outputs.conf"]',
  ],
  [
    prod,
    "exporters.blackbox.values",
    { config: { modules: { a: { http: { basic_auth: { password: MARKER } } } } } },
    "is a secret",
    "exporters.blackbox.values.config.modules.a.http.basic_auth.password",
  ],
];
