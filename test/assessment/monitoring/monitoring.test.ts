/** What monitoring a project has, told from its files. */
import {
  INFRASTRUCTURE,
  type AssessedService,
  type Infrastructure,
  type Monitoring,
} from "../../../lib/assessment/assessment";
import { monitoringOf } from "../../../lib/assessment/monitoring";
import { projectOf, type Files } from "../project-of";

const EMPTY = Object.fromEntries(INFRASTRUCTURE.map((kind) => [kind, []])) as unknown as Infrastructure;

const sure = (value: string) => ({ value, confidence: "certain" as const, evidence: [] });

const service = (name: string, given: Partial<AssessedService> = {}): AssessedService => ({
  name,
  confidence: "certain",
  evidence: [],
  kind: { ...sure("web"), value: "web" },
  ports: [],
  health: [],
  dependsOn: [],
  folder: name,
  ...given,
});

const of = async (
  files: Files,
  services: readonly AssessedService[] = [],
  infrastructure: Partial<Infrastructure> = {},
): Promise<Monitoring> => monitoringOf(await projectOf(files), services, { ...EMPTY, ...infrastructure });

const names = (each: readonly { readonly name: string }[]): readonly string[] => each.map(({ name }) => name);
const problems = ({ problems: found }: Monitoring): readonly string[] =>
  found.map(({ check, path }) => `${check} ${path}`);

const PROMETHEUS = `global:
  scrape_interval: 15s
scrape_configs:
  - job_name: checkout
    static_configs:
      - targets: ["checkout:8080"]
  - job_name: orders
    static_configs:
      - targets: ["localhost:9000"]
  - job_name: postgres
    static_configs:
      - targets: ["pg-metrics:9187"]
`;

test("a Compose file says its tools by their images, and a library says what it feeds", async () => {
  const { tools } = await of({
    "docker-compose.yml": `services:
  prometheus:
    image: prom/prometheus:v3.5.0
  dashboards:
    image: grafana/grafana:12.0.0
  shop:
    image: acme/shop
    environment:
      - OTEL_SERVICE_NAME=shop
`,
    "package.json": '{ "dependencies": { "prom-client": "15.1.0" }, "devDependencies": { "@sentry/node": "8.0.0" } }',
  });
  expect(names(tools)).toEqual(["grafana", "opentelemetry", "prometheus"]);
  expect(tools.find(({ name }) => name === "prometheus")?.evidence).toEqual([
    { file: "docker-compose.yml", line: 3, sees: "image: prom/prometheus:v3.5.0" },
    { file: "package.json", line: 1, sees: "prom-client 15.1.0" },
  ]);
});

test("a chart of many parts says all of them but those that its values leave out", async () => {
  const { tools } = await of({
    "release.yaml": `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: monitoring
spec:
  chart:
    spec:
      chart: kube-prometheus-stack
      version: 80.0.0
  values:
    grafana:
      enabled: false
`,
  });
  expect(names(tools)).toEqual(["alertmanager", "kube-state-metrics", "node-exporter", "prometheus"]);
});

test("retired tools are named with their successors, by their images' tags", async () => {
  const { retired } = await of({
    "compose.yaml": `services:
  tracing:
    image: jaegertracing/all-in-one:1.60
  shipping:
    image: grafana/promtail:2.9.0
  modern:
    image: jaegertracing/jaeger:2.1.0
`,
    "go.mod":
      "module acme\n\ngo 1.22\n\nrequire (\n\tcontrib.go.opencensus.io/exporter/jaeger v0.2.1\n\tgithub.com/opentracing/opentracing-go v1.2.0 // indirect\n)\n",
  });
  expect(retired.map(({ name, successor }) => [name, successor.split(" ")[0]])).toEqual([
    ["jaeger-v1", "jaeger"],
    ["opencensus", "opentelemetry"],
    ["promtail", "alloy"],
  ]);
  expect(retired[0]?.evidence).toEqual([
    { file: "compose.yaml", line: 3, sees: "image: jaegertracing/all-in-one:1.60" },
  ]);
});

test("targets by host, by port and through an exporter are scraped", async () => {
  const { scraped } = await of(
    {
      "prometheus.yml": PROMETHEUS,
      "docker-compose.yml": "services:\n  pg-metrics:\n    image: prometheuscommunity/postgres-exporter:v0.15.0\n",
    },
    [service("checkout"), service("orders-api", { ports: [{ value: 9000, confidence: "certain", evidence: [] }] })],
    { databases: [{ name: "postgres", confidence: "certain", evidence: [] }] },
  );
  expect(scraped.map(({ value, confidence }) => `${value} ${confidence}`)).toEqual([
    "checkout certain",
    "orders-api likely",
    "postgres certain",
  ]);
});

const KUBERNETES = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: checkout
spec:
  template:
    metadata:
      labels: { app: checkout }
    spec:
      containers: [{ name: app, image: "acme/checkout:1.0.0" }]
---
apiVersion: v1
kind: Service
metadata:
  name: checkout-http
  labels: { team: shop }
spec:
  selector: { app: checkout }
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: all-of-shop
spec:
  selector:
    matchExpressions: [{ key: team, operator: In, values: [shop] }]
`;

test("a ServiceMonitor scrapes the workload behind the Service that it selects", async () => {
  const { scraped } = await of({ "k8s/all.yaml": KUBERNETES }, [service("checkout"), service("cart")]);
  expect(scraped).toEqual([
    {
      value: "checkout",
      confidence: "certain",
      evidence: [{ file: "k8s/all.yaml", line: 21, sees: "kind: ServiceMonitor all-of-shop" }],
    },
  ]);
});

test("a ServiceMonitor that selects something else scrapes nothing of the project", async () => {
  const { scraped } = await of({ "k8s/all.yaml": KUBERNETES.replace("values: [shop]", "values: [warehouse]") }, [
    service("checkout"),
  ]);
  expect(scraped).toEqual([]);
});

test("rules in files and in ConfigMaps are judged at their lines", async () => {
  const rules = (indent: string) =>
    [
      "groups:",
      "  - name: shop",
      "    rules:",
      "      - alert: Slow",
      "        expr: rate(sum(shop_orders_total)[5m]) >",
      "      - alert: NoOrders",
      "        expr: histogram_quantile(0.9, sum by (job) (rate(shop_pay_bucket[5m]))) > 1",
    ]
      .map((line) => `${indent}${line}`)
      .join("\n");
  const monitoring = await of({
    "rules/shop.rules.yml": `${rules("")}\n`,
    "map.yaml": `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: rules\ndata:\n  shop.yml: |\n${rules("    ")}\n`,
    "chart/Chart.yaml": "apiVersion: v2\nname: shop\nversion: 1.0.0\n",
    "chart/templates/rules.yaml": `groups:\n  - name: x\n    rules:\n      - alert: A\n        expr: up{job="{{ .Values.job }}"} == 0\n`,
  });
  expect(monitoring.judged.alerts).toBe(4);
  expect(problems(monitoring)).toEqual([
    "promql/syntax map.yaml:10 Slow (shop)",
    "promql/quantile-without-le map.yaml:12 NoOrders (shop)",
    "promql/syntax rules/shop.rules.yml:4 Slow (shop)",
    "promql/quantile-without-le rules/shop.rules.yml:6 NoOrders (shop)",
    "input/helm-template chart/templates/rules.yaml",
  ]);
  expect(monitoring.metrics.asked).toEqual(["shop_pay_bucket"]);
});

test("metrics that programs define are listed by their exposed names", async () => {
  const { metrics } = await of({
    "a/index.ts":
      'import { Counter } from "prom-client";\nnew Counter({\n  help: "Orders",\n  name: "shop_orders_total",\n  labelNames: ["status"],\n});\n',
    "b/main.go":
      'package main\nimport "github.com/prometheus/client_golang/prometheus"\nvar a = prometheus.CounterOpts{Namespace: "shop", Name: "sold_total", Help: "x"}\n',
    "c/app.py": 'from prometheus_client import Histogram\nh = Histogram("shop_pay_seconds", "Paying", ["outcome"])\n',
    "d/Shop.java":
      'class Shop { io.micrometer.core.instrument.Timer t = Timer.builder("shop.cart").register(registry); }\n',
  });
  expect(metrics.exported).toEqual(["shop_cart_seconds", "shop_orders_total", "shop_pay_seconds", "shop_sold_total"]);
});

test("Prometheus that looks at itself scrapes nobody else, and Instana is a tool", async () => {
  const own = "scrape_configs:\n  - job_name: prometheus\n    static_configs:\n      - targets: ['localhost:9090']\n";
  const { scraped, tools } = await of(
    { "prometheus.yml": own, "package.json": `{"name": "cart", "dependencies": {"@instana/collector": "4"}}` },
    [service("admin", { ports: [{ value: 9090, confidence: "certain", evidence: [] }] })],
  );
  expect(scraped).toEqual([]);
  expect(names(tools)).toEqual(["instana", "prometheus"]);
});
