/** Environments that take every secret from a Terraform variable: together, they fill every place where a secret may stand. */
import {
  azureContainer,
  basicAuth,
  bearerToken,
  cassandra,
  clickhouse,
  elasticsearch,
  elasticsearchLogs,
  gcsBucket,
  headerFromSecret,
  httpProbe,
  ingress,
  kubeconfig,
  localBackend,
  minutes,
  mysql,
  oauth,
  oauth2,
  oauth2Certificate,
  officeHours,
  opensearch,
  opensearchLogs,
  postgres,
  routeTree,
  s3Bucket,
  s3CompatibleBucket,
  s3Logs,
  secretEnvironment,
  secretVariable,
  sigv4,
  staticTargets,
  userAndPassword,
  webhook,
  type Environment,
} from "../../lib";
import type { ScrapeConfigInput } from "../../lib/components";
import type { SecretVariable } from "../../lib/model";
import type { ChannelInput } from "../../lib/routing";
import { everyGlobalSetting, everySetting, minimal } from "../routing/channels/every-setting";

/** All that were made, in order; each has a name of its own. */
export const canaries: SecretVariable[] = [];

const secret = (...entries: readonly string[]): SecretVariable => {
  const made = secretVariable(`canary-${canaries.length + 1}`, entries);
  canaries.push(made);
  return made;
};

const login = () => secret("username", "password");
const trust = () => ({ ca: secret("ca.crt"), clientCertificate: secret("tls.crt", "tls.key") });
const exposure = (host: string) => ingress({ host, authentication: basicAuth(secret("auth")) });
const environment = () => ({ CANARY: secretEnvironment(secret("value"), "value") });
const authority = () => ({ authority: secret("ca.crt"), certificate: secret("tls.crt", "tls.key") });
const header = () => ({ "X-Api-Key": headerFromSecret(secret("key"), "key") });
const tokenUrl = "https://id.acme.example/token";

/** The ways in which Prometheus may call somebody. */
const clients = () => [
  {
    authentication: userAndPassword(login()),
    tls: trust(),
    headers: header(),
  },
  { authentication: bearerToken(secret("token")) },
  { authentication: oauth2({ clientId: "a", secret: secret("clientSecret"), tokenUrl, tls: trust() }) },
  { authentication: oauth2Certificate({ clientId: "a", secret: secret("tls.key"), tokenUrl, tls: trust() }) },
];

const subscriptionId = "00000000-0000-0000-0000-000000000000";
const jobs: readonly ScrapeConfigInput[] = [
  ...clients().map((client) => ({ discovery: [staticTargets(["db.acme.example:9187"])], ...client })),
  ...[
    { kind: "kubernetes" as const, role: "pod" as const, apiServer: "https://other.acme.example" },
    { kind: "consul" as const, server: "consul.acme.example:8500" },
    { kind: "http" as const, url: "https://inventory.acme.example/targets" },
    { kind: "ec2" as const, region: "us-east-1" },
    { kind: "azure" as const, subscriptionId },
  ].flatMap((source) => clients().map((client) => ({ discovery: [{ ...source, ...client }] }))),
  { discovery: [{ kind: "consul" as const, server: "consul.acme.example:8500", token: secret("token") }] },
].map((job, index) => ({ jobName: `job-${index}`, ...job }));

const url = "https://mimir.acme.example/api/v1/push";
const remoteWrite = [
  { url, authentication: userAndPassword(login()), tls: trust() },
  { url, authentication: bearerToken(secret("token")) },
  {
    url,
    authentication: { kind: "oauth2" as const, secret: secret("clientId", "clientSecret"), tokenUrl, tls: trust() },
  },
  { url, authentication: sigv4({ region: "us-east-1", secret: secret("accessKey", "secretKey") }) },
];

/** What anybody may read from a Secret that tells somebody of alerts. */
const ENTRIES = [
  ...["apiKey", "ca.crt", "clientSecret", "integrationKey", "password", "routingKey", "secret", "tls.crt", "tls.key"],
  ...["chatId", "token", "url", "userId", "userKey", "username", "value", "key"],
];

/** The same with a canary in the place of each Secret. */
const filled = <Input>(input: Input): Input => {
  if (typeof input !== "object" || input === null) return input;
  if ("kind" in input && input.kind === "existingSecret") return secret(...ENTRIES) as Input;
  if (Array.isArray(input)) return input.map(filled) as Input;
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, filled<unknown>(value)])) as Input;
};

/** Mail knows none, and a bot of Webex has its token. */
const wayOfHttp = (kind: ChannelInput["kind"]): readonly object[] =>
  kind === "email" ? [] : kind === "webex" ? [{ tls: trust(), headers: header() }] : clients();

/** Every way to tell somebody, and every way in which Alertmanager may say who it is. */
const channels = () =>
  filled([
    ...Object.values(everySetting).flat(),
    ...Object.values(minimal).flatMap((each) => wayOfHttp(each.kind).map((http) => ({ ...each, http }))),
  ]);

const globals = () => filled(everyGlobalSetting);

const usual = () => ({
  teams: { platform: { slack: "#alerts", pager: secret("routingKey") } },
  slackApp: secret("token"),
  heartbeat: secret("url"),
});

const base = (name: string, alerting: Environment["alerting"] = usual()) => ({
  name,
  profile: "production" as const,
  cluster: { name, region: "us-east-1", access: kubeconfig({ context: name }) },
  state: localBackend(),
  alerting,
});

const everywhere: Environment = {
  ...base("canary-s3", {
    teams: {
      platform: {
        slack: "#alerts",
        pager: secret("routingKey"),
        channels: channels(),
        hours: officeHours({ from: "09:00", to: "17:00", zone: "Europe/Berlin" }),
        afterHours: { pager: secret("routingKey") },
      },
    },
    slackWebhook: secret("url"),
    heartbeat: secret("url"),
    global: globals(),
  }),
  prometheus: {
    scrapeConfigs: jobs,
    remoteWrite,
    exposure: exposure("prometheus.acme.example"),
    environment: environment(),
  },
  alertmanager: { exposure: exposure("alerts.acme.example") },
  grafana: {
    database: postgres({ host: "db.acme.example", credentials: login(), ca: secret("ca.crt") }),
    admin: login(),
    encryptionKey: secret("key"),
    exposure: exposure("grafana.acme.example"),
    oauth: oauth({
      clientId: "grafana",
      clientSecret: secret("clientSecret"),
      authUrl: "https://id.acme.example/auth",
      tokenUrl,
      apiUrl: "https://id.acme.example/userinfo",
    }),
    smtp: { host: "smtp.acme.example", from: "grafana@acme.example", credentials: login() },
    environment: environment(),
  },
  loki: {
    storage: s3Bucket("acme-loki", { region: "us-east-1", credentials: secret("accessKeyId", "secretAccessKey") }),
    tenants: {
      names: ["platform"],
      users: secret(".htpasswd"),
      platform: { name: "platform", credentials: secret("password") },
    },
    exposure: exposure("logs.acme.example"),
    environment: environment(),
  },
  fluentd: {
    environment: environment(),
    receive: {
      forward: { from: ["legacy"], certificate: secret("tls.crt", "tls.key"), sharedKey: secret("sharedKey") },
      http: { from: ["edge"], certificate: secret("tls.crt", "tls.key"), clientAuthority: secret("ca.crt") },
    },
    also: [
      elasticsearchLogs({ urls: ["https://es.acme.example:9200"], credentials: login(), tls: authority() }),
      opensearchLogs({ urls: ["https://es.acme.example:9200"], credentials: login(), tls: authority() }),
      s3Logs({
        bucket: "acme-logs",
        region: "eu-central-1",
        credentials: secret("accessKeyId", "secretAccessKey"),
      }),
    ],
  },
  jaeger: {
    storage: elasticsearch({ url: "https://es.acme.example:9200", credentials: login(), tls: authority() }),
    exposure: exposure("traces.acme.example"),
    environment: environment(),
  },
  exporters: {
    blackbox: { modules: { login: httpProbe({ credentials: login() }) }, environment: environment() },
    postgres: {
      orders: {
        host: "db.acme.example",
        credentials: login(),
        authority: secret("ca.crt"),
        environment: environment(),
      },
    },
    redis: {
      cache: {
        address: "rediss://cache.acme.example:6379",
        credentials: secret("password"),
        environment: environment(),
        ...authority(),
      },
      queues: {
        targets: [{ name: "a", url: "rediss://queue.acme.example:6379" }],
        passwords: secret("passwords.json"),
      },
    },
  },
};

/** The other places where logs, traces and Grafana's data may be kept. */
export const canaryEnvironments: readonly Environment[] = [
  everywhere,
  {
    ...base(
      "canary-gcs",
      routeTree({
        teams: { platform: {} },
        route: {
          receiver: "platform",
          routes: [
            {
              matchers: { alertname: "Watchdog" },
              receiver: "heartbeat",
              groupInterval: minutes(1),
              repeatInterval: minutes(1),
            },
            { matchers: { team: "platform" }, receiver: "others" },
          ],
        },
        receivers: {
          platform: channels(),
          others: { team: "platform", channels: channels() },
          heartbeat: [webhook({ url: secret("url"), heartbeat: true, sendResolved: false })],
        },
        global: globals(),
      }),
    ),
    grafana: { database: mysql({ host: "db.acme.example", credentials: login(), ca: secret("ca.crt") }) },
    loki: { storage: gcsBucket("acme-loki", { credentials: secret("serviceAccountKey") }) },
    jaeger: { storage: cassandra({ servers: ["cassandra"], credentials: login(), tls: authority() }) },
  },
  {
    ...base("canary-azure"),
    grafana: { database: postgres({ host: "db.acme.example", credentials: login() }) },
    loki: { storage: azureContainer({ account: "acmelogs", container: "loki", credentials: secret("accountKey") }) },
    jaeger: { storage: clickhouse({ addresses: ["clickhouse:9440"], credentials: login(), tls: authority() }) },
  },
  {
    ...base("canary-compatible"),
    grafana: { database: postgres({ host: "db.acme.example", credentials: login() }) },
    loki: {
      storage: s3CompatibleBucket({
        url: "https://s3.acme.example",
        bucket: "acme-loki",
        credentials: secret("accessKeyId", "secretAccessKey"),
      }),
    },
    jaeger: {
      storage: opensearch({ url: "https://search.acme.example:9200", credentials: login(), tls: authority() }),
    },
  },
];
