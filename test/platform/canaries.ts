/** Environments that take every secret from a Terraform variable: together, they fill every place where a secret may stand. */
import {
  azureContainer,
  basicAuth,
  bearerToken,
  cassandra,
  clickhouse,
  elasticsearch,
  gcsBucket,
  headerFromSecret,
  httpProbe,
  ingress,
  kubeconfig,
  localBackend,
  mysql,
  oauth,
  oauth2,
  oauth2Certificate,
  opensearch,
  postgres,
  s3Bucket,
  s3CompatibleBucket,
  secretEnvironment,
  secretVariable,
  sigv4,
  staticTargets,
  userAndPassword,
  type Environment,
} from "../../lib";
import type { ScrapeConfigInput } from "../../lib/components";
import type { SecretVariable } from "../../lib/model";

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
const tokenUrl = "https://id.acme.example/token";

/** The ways in which Prometheus may call somebody. */
const clients = () => [
  {
    authentication: userAndPassword(login()),
    tls: trust(),
    headers: { "X-Api-Key": headerFromSecret(secret("key"), "key") },
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

const base = (name: string) => ({
  name,
  profile: "production" as const,
  cluster: { name, region: "us-east-1", access: kubeconfig({ context: name }) },
  state: localBackend(),
  alerting: {
    teams: { platform: { slack: "#alerts", pager: secret("routingKey") } },
    slackWebhook: secret("url"),
    heartbeat: secret("url"),
  },
});

const everywhere: Environment = {
  ...base("canary-s3"),
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
  fluentd: { environment: environment() },
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
    ...base("canary-gcs"),
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
