/** What should be measured, and what of it is. */
import {
  INFRASTRUCTURE,
  type AssessedService,
  type Infrastructure,
  type ServiceKind,
} from "../../../lib/assessment/assessment";
import { monitoringOf } from "../../../lib/assessment/monitoring";
import { NEEDS, needsOf } from "../../../lib/assessment/needs";
import { projectOf, type Files } from "../project-of";

const EMPTY = Object.fromEntries(INFRASTRUCTURE.map((kind) => [kind, []])) as unknown as Infrastructure;

const service = (name: string, kind: ServiceKind = "web", folder = name): AssessedService => ({
  name,
  confidence: "certain",
  evidence: [],
  kind: { value: kind, confidence: "certain", evidence: [] },
  ports: [],
  health: [],
  dependsOn: [],
  folder,
});

const parts = (kind: keyof Infrastructure, ...names: readonly string[]): Partial<Infrastructure> => ({
  [kind]: names.map((name) => ({ name, confidence: "certain", evidence: [] })),
});

const needed = async (files: Files, services: readonly AssessedService[], given: Partial<Infrastructure> = {}) => {
  const project = await projectOf(files);
  const infrastructure = { ...EMPTY, ...given };
  return needsOf({ project, services, infrastructure, monitoring: monitoringOf(project, services, infrastructure) });
};

/** Of each that exists, `checkout traffic`. */
const existing = async (...given: Parameters<typeof needed>): Promise<readonly string[]> =>
  (await needed(...given)).filter(({ status }) => status === "exists").map(({ of, need }) => `${of} ${need}`);

const SCRAPES = (...targets: readonly string[]) =>
  `scrape_configs:\n  - job_name: all\n    static_configs:\n      - targets: ${JSON.stringify(targets)}\n`;

test("each kind of service and each part of the infrastructure has its needs, all missing where nothing is there", async () => {
  const all = await needed(
    { "README.md": "" },
    [service("shop"), service("nightly", "cron"), service("site", "frontend")],
    {
      ...parts("databases", "postgres", "dynamodb"),
      ...parts("queues", "sqs", "sns"),
      ...parts("balancers", "ingress", "nginx"),
    },
  );
  const of = (name: string) => all.filter((each) => each.of === name).map(({ need }) => need);
  expect(of("shop")).toEqual(["traffic", "errors", "latency", "saturation"]);
  expect(of("nightly")).toEqual(["last-success", "run-duration", "errors"]);
  expect(of("site")).toEqual(["page-load", "time-to-first-byte", "concurrent-users", "errors"]);
  expect(of("postgres")).toEqual(["query-duration", "pool-usage", "replication-lag", "connections", "storage"]);
  expect(of("dynamodb")).toEqual(["query-duration", "throttled-requests", "storage"]);
  expect(of("sqs")).toEqual(["processing-time", "queue-length", "dead-letters", "oldest-message"]);
  expect(of("sns")).toEqual(["processing-time", "dead-letters"]);
  expect(of("nginx")).toEqual(["requests", "error-responses", "latency"]);
  expect(of("ingress")).toEqual([]);
  expect(all.every(({ status, tells, broughtBy }) => status === "missing" && tells !== "" && broughtBy !== "")).toBe(
    true,
  );
  expect(all.every(({ need }) => NEEDS.includes(need))).toBe(true);
});

const CODE: Files = {
  "shop/package.json": '{ "dependencies": { "prom-client": "15.1.0" } }',
  "shop/index.ts": `import { collectDefaultMetrics, Counter } from "prom-client";
collectDefaultMetrics();
export const orders = new Counter({ name: "http_requests_total", help: "x", labelNames: ["status"] });
`,
};

test("metrics that a program defines exist once somebody scrapes it", async () => {
  expect(await existing(CODE, [service("shop")])).toEqual([]);
  expect(await existing({ ...CODE, "prometheus.yml": SCRAPES("shop:8080") }, [service("shop")])).toEqual([
    "shop traffic",
    "shop errors",
    "shop saturation",
  ]);
  expect(await existing({ ...CODE, "prometheus.yml": SCRAPES("cart:8080") }, [service("shop")])).toEqual([]);
});

test("an agent sends by itself", async () => {
  const files = { "shop/package.json": '{ "dependencies": { "dd-trace": "5.0.0" } }' };
  expect(await existing(files, [service("shop"), service("cart")])).toEqual([
    "shop traffic",
    "shop errors",
    "shop latency",
    "shop saturation",
  ]);
});

test("traces alone measure nothing, unless a collector counts them", async () => {
  const files = { "shop/package.json": '{ "dependencies": { "@opentelemetry/sdk-node": "0.50.0" } }' };
  expect(await existing(files, [service("shop")])).toEqual([]);
  const collector = `receivers: { otlp: {} }
exporters: { prometheus: {} }
connectors:
  spanmetrics: {}
service:
  pipelines: { traces: { receivers: [otlp], exporters: [spanmetrics] } }
`;
  expect(await existing({ ...files, "collector.yaml": collector }, [service("shop")])).toEqual([
    "shop traffic",
    "shop errors",
    "shop latency",
  ]);
});

test("an alert about one service says nothing of another", async () => {
  const files = {
    "rules.yml": `groups:
  - name: shop
    rules:
      - alert: Errors
        expr: sum(rate(http_requests_total{job="shop", code=~"5.."}[5m])) > 1
`,
  };
  expect(await existing(files, [service("shop"), service("cart")])).toEqual(["shop traffic", "shop errors"]);
});

test("an exporter tells of its database, and only of what it knows", async () => {
  const files = {
    "docker-compose.yml": "services:\n  pg:\n    image: prometheuscommunity/postgres-exporter:v0.15.0\n",
    "prometheus.yml": SCRAPES("pg:9187"),
  };
  expect(await existing(files, [], parts("databases", "postgres", "mysql"))).toEqual([
    "postgres replication-lag",
    "postgres connections",
    "postgres storage",
  ]);
});

test("alarms of a cloud watch what they name", async () => {
  const alarm = (namespace: string, metric: string, name: string, dimension: string) =>
    `resource "aws_cloudwatch_metric_alarm" "${name}" {
  namespace   = "${namespace}"
  metric_name = "${metric}"
  dimensions  = { Name = "${dimension}" }
}
`;
  const files = {
    "main.tf": [
      alarm("AWS/SQS", "ApproximateNumberOfMessagesVisible", "waiting", "orders"),
      alarm("AWS/SQS", "ApproximateNumberOfMessagesVisible", "orders_dlq", "orders-dlq"),
      alarm("AWS/RDS", "FreeStorageSpace", "disk", "main"),
      alarm("AWS/Lambda", "Errors", "failed", "checkout"),
    ].join("\n"),
  };
  expect(
    await existing(files, [service("checkout"), service("cart")], {
      ...parts("queues", "sqs"),
      ...parts("databases", "postgres"),
    }),
  ).toEqual(["checkout errors", "postgres storage", "sqs queue-length", "sqs dead-letters"]);
});

test("certificates are a need where a project keeps them itself", async () => {
  const ingress =
    "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: shop\nspec:\n  tls: [{ hosts: [a.example] }]\n";
  const all = await needed({ "ingress.yaml": ingress }, []);
  expect(all.map(({ of, need, status }) => `${of} ${need} ${status}`)).toEqual([
    "certificates certificate-expiry missing",
  ]);
  expect(
    await existing(
      { "ingress.yaml": ingress, "compose.yaml": "services:\n  probe:\n    image: prom/blackbox-exporter:v0.25.0\n" },
      [],
    ),
  ).toEqual(["certificates certificate-expiry"]);
});

test("what a package of the workspace measures, the service that uses it measures", async () => {
  const files = {
    "apps/shop/package.json": '{ "name": "@acme/shop", "dependencies": { "@acme/telemetry": "workspace:*" } }',
    "packages/telemetry/package.json": '{ "name": "@acme/telemetry", "dependencies": { "prom-client": "15.1.0" } }',
    "packages/telemetry/index.ts": `import { collectDefaultMetrics, Histogram } from "prom-client";
collectDefaultMetrics();
export const took = new Histogram({ name: "http_request_duration_seconds", help: "x", labelNames: ["status_code"] });
`,
    "prometheus.yml": SCRAPES("shop:8080", "cart:8080"),
  };
  expect(await existing(files, [service("shop", "web", "apps/shop"), service("cart", "web", "apps/cart")])).toEqual([
    "shop traffic",
    "shop errors",
    "shop latency",
    "shop saturation",
  ]);
});

test("a cluster of CloudNativePG that asks for a monitor is watched", async () => {
  const cluster = (monitored: boolean) =>
    `apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata:\n  name: main\nspec:\n  monitoring: { enablePodMonitor: ${monitored} }\n`;
  expect(await existing({ "pg.yaml": cluster(true) }, [], parts("databases", "postgres"))).toEqual([
    "postgres replication-lag",
    "postgres connections",
    "postgres storage",
  ]);
  expect(await existing({ "pg.yaml": cluster(false) }, [], parts("databases", "postgres"))).toEqual([]);
});

test("what a project of .NET measures, the service that refers to it measures", async () => {
  const defaults = '<PackageReference Include="OpenTelemetry.Instrumentation.AspNetCore" Version="1.9.0" />';
  const project = (inner: string) => `<Project Sdk="Microsoft.NET.Sdk"><ItemGroup>${inner}</ItemGroup></Project>\n`;
  const files = {
    "src/Shop/Shop.csproj": project('<ProjectReference Include="..\\Defaults\\Defaults.csproj" />'),
    "src/Defaults/Defaults.csproj": project(defaults),
    "src/Defaults/Extensions.cs":
      "builder.Services.AddOpenTelemetry().WithMetrics(m => m.AddAspNetCoreInstrumentation());\n",
  };
  expect(await existing(files, [service("shop", "web", "src/Shop"), service("cart", "web", "src/Cart")])).toEqual([
    "shop traffic",
    "shop errors",
    "shop latency",
    "shop saturation",
  ]);
});
