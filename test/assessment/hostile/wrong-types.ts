/** Documents whose shape is nobody's: each place where a list is expected holds something else. */
import type { HostileCase } from "./hostile-case";
import { KNOWN_NAMES } from "./file-systems";

const WRONG: readonly unknown[] = [
  null,
  0,
  -1.5,
  true,
  "",
  "a",
  [],
  [null],
  [[]],
  {},
  { a: null },
  { __proto__: null },
  ["a", 1, null, {}],
];

const keys = [
  "services",
  "dependencies",
  "devDependencies",
  "scripts",
  "engines",
  "workspaces",
  "groups",
  "panels",
  "route",
  "receivers",
  "scrape_configs",
  "spec",
  "metadata",
  "items",
  "Resources",
  "jobs",
  "on",
  "resource",
  "provider",
  "functions",
  "image",
  "name",
  "version",
  "ports",
  "environment",
  "rules",
  "alerting",
  "templating",
  "require",
];

/** Every key with every wrong value, one document for each value. */
const wrong = Object.fromEntries(
  WRONG.flatMap((value, at) =>
    KNOWN_NAMES.filter((name) => /\.(?:json|ya?ml)$/.test(name)).map((name) => [
      `w${at}/${name}`,
      JSON.stringify(Object.fromEntries(keys.map((key) => [key, value]))),
    ]),
  ),
);

const yaml = (value: unknown): string => JSON.stringify(value);
const objects = (kinds: readonly string[], rest: unknown): string =>
  kinds.map((kind) => yaml({ apiVersion: "v1", kind, ...(rest as object) })).join("\n---\n");
const KINDS = [
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "CronJob",
  "Job",
  "Service",
  "Ingress",
  "ConfigMap",
  "Secret",
  "HorizontalPodAutoscaler",
  "ServiceMonitor",
  "PodMonitor",
  "PrometheusRule",
  "Rollout",
  "List",
  "Kustomization",
  "HelmRelease",
  "Application",
  "Gateway",
  "HTTPRoute",
  "VirtualService",
  "AlertmanagerConfig",
  "GrafanaDashboard",
  "OpenTelemetryCollector",
  "CustomResourceDefinition",
  "Namespace",
  "Pod",
];
const rule = (value: unknown) => ({
  groups: [
    {
      name: value,
      interval: value,
      rules: [
        { alert: value, expr: value, for: value, labels: value, annotations: value },
        { record: value, expr: value },
        value,
      ],
    },
    value,
  ],
});
const panel = (value: unknown) => ({
  title: value,
  uid: value,
  schemaVersion: 39,
  panels: [
    value,
    { type: value, targets: value, title: value, fieldConfig: value, gridPos: value, panels: value },
    { type: "timeseries", targets: [value, { expr: value }] },
  ],
  templating: { list: [value, { name: value, query: value }] },
});
const alertmanager = (value: unknown) => ({
  route: { receiver: value, routes: [value, { match: value, matchers: value, routes: value }], group_by: value },
  receivers: [value, { name: value, slack_configs: value }],
  inhibit_rules: value,
});
const prometheus = (value: unknown) => ({
  global: value,
  rule_files: value,
  scrape_configs: [value, { job_name: value, static_configs: [value, { targets: value }], relabel_configs: value }],
  alerting: value,
});
const each = (folder: string, name: string, make: (value: unknown) => unknown) =>
  Object.fromEntries(WRONG.map((value, at) => [`${folder}${at}/${name}`, yaml(make(value))]));

const PROTO =
  '{"__proto__": {"polluted": "yes"}, "constructor": {"prototype": {"polluted": "yes"}}, "toString": 1, "hasOwnProperty": null, "dependencies": {"__proto__": "1", "constructor": "2", "toString": "3"}, "services": {"__proto__": {"image": "a"}, "constructor": {"image": "redis", "depends_on": ["__proto__"]}, "toString": {"build": "."}}}';

const untouched: HostileCase["also"] = () => {
  expect(({} as { readonly polluted?: string }).polluted).toBeUndefined();
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
};

export const wrongTypes: readonly HostileCase[] = [
  { title: "wrong values below all the usual keys of all known files", files: wrong },
  {
    title: "package.json with wrong types",
    files: each("p", "package.json", (value) => ({
      name: value,
      dependencies: value,
      devDependencies: { a: value },
      scripts: { start: value },
      workspaces: value,
      engines: value,
      main: value,
      type: value,
    })),
  },
  {
    title: "Compose with wrong types",
    files: each("c", "docker-compose.yml", (value) => ({
      services: {
        a: value,
        b: {
          image: value,
          build: value,
          ports: value,
          environment: value,
          depends_on: value,
          deploy: value,
          healthcheck: value,
          labels: value,
          command: value,
          volumes: value,
          networks: value,
        },
        c: {
          build: { context: value, dockerfile: value },
          image: "redis",
          ports: [value],
          environment: { A: value },
          deploy: { replicas: value },
          healthcheck: { test: value },
        },
      },
    })),
  },
  {
    title: "Compose whose services are a list, nothing, texts",
    files: {
      "docker-compose.yml": "services:\n  - image: redis\n",
      "compose.yaml": "services:\n",
      "docker-compose.prod.yml": "services:\n  a: redis\n  b: 5\n",
    },
  },
  {
    title: "objects of Kubernetes with metadata of nothing",
    files: {
      "a.yaml": objects(KINDS, { metadata: null, spec: null }),
      "b.yaml": objects(KINDS, {}),
      "c.yaml": objects(KINDS, { metadata: { name: 5, labels: [], annotations: "a" }, spec: [] }),
    },
  },
  {
    title: "objects of Kubernetes with wrong types",
    files: each("k", "a.yaml", (value) => ({
      apiVersion: "v1",
      kind: "List",
      items: KINDS.map((kind) => ({
        apiVersion: kind === "Ingress" ? "networking.k8s.io/v1" : "apps/v1",
        kind,
        metadata: { name: "a", labels: value, annotations: value, namespace: value },
        data: value,
        spec: {
          replicas: value,
          selector: value,
          groups: value,
          rules: value,
          ports: value,
          template: {
            metadata: value,
            spec: {
              containers: [
                value,
                {
                  name: value,
                  image: value,
                  ports: value,
                  env: value,
                  livenessProbe: value,
                  readinessProbe: { httpGet: value },
                },
              ],
              initContainers: value,
            },
          },
          jobTemplate: { spec: { template: { spec: value } } },
          endpoints: value,
        },
      })),
    })),
  },
  {
    title: "lists of lists of Kubernetes",
    files: {
      "a.yaml": yaml(
        Array.from({ length: 50 }).reduce<unknown>(
          (inner) => ({ apiVersion: "v1", kind: "List", items: [inner] }),
          null,
        ),
      ),
    },
  },
  { title: "rule files with wrong types", files: each("r", "alerts.rules.yml", rule) },
  {
    title: "PrometheusRules with wrong types",
    files: each("r", "a.yaml", (value) => ({
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PrometheusRule",
      metadata: { name: "a" },
      spec: rule(value),
    })),
  },
  { title: "dashboards with wrong types", files: each("d", "dashboard.json", panel) },
  { title: "Alertmanager with wrong types", files: each("m", "alertmanager.yml", alertmanager) },
  { title: "Prometheus with wrong types", files: each("m", "prometheus.yml", prometheus) },
  {
    title: "an Alertmanager whose routes go 300 deep",
    files: {
      "alertmanager.yml": yaml({
        receivers: [{ name: "a" }],
        route: Array.from({ length: 150 }).reduce<unknown>((inner) => ({ receiver: "a", routes: [inner] }), {
          receiver: "a",
        }),
      }),
    },
  },
  {
    title: "expressions of rules that are no PromQL, too long, or too deep",
    files: {
      "alerts.rules.yml": yaml({
        groups: [
          {
            name: "a",
            rules: [
              "(".repeat(300),
              "a + ".repeat(5_000) + "a",
              "{",
              '{__name__=~"(a+)+$"}',
              "rate(".repeat(200),
              '"',
              "\u0000",
              "sum by (".repeat(100),
              "1".repeat(10_000),
              "-".repeat(5_000) + "1",
            ].map((expr, at) => ({ alert: `A${at}`, expr })),
          },
        ],
      }),
    },
  },
  {
    title: "Terraform in JSON with wrong types",
    files: each("t", "main.tf.json", (value) => ({
      resource: { aws_sqs_queue: value, a: { b: value }, c: [value] },
      provider: value,
      module: { a: value },
      terraform: value,
      data: [value],
      variable: value,
    })),
  },
  {
    title: "CloudFormation with wrong types",
    files: each("f", "template.yaml", (value) => ({
      AWSTemplateFormatVersion: "2010-09-09",
      Transform: value,
      Resources: {
        A: value,
        B: { Type: value },
        C: { Type: "AWS::SQS::Queue", Properties: value },
        D: { Type: "AWS::Serverless::Function", Properties: { Events: value } },
      },
    })),
  },
  {
    title: "workflows with wrong types",
    files: each("w", ".github/workflows/ci.yml", (value) => ({
      on: value,
      jobs: { a: value, b: { steps: [value, { uses: value, run: value, with: value, env: value }] } },
    })),
  },
  {
    title: "keys that every object of JavaScript has, in JSON and YAML",
    files: {
      "package.json": PROTO,
      "docker-compose.yml": PROTO,
      "composer.json": PROTO,
      "a.yaml": `apiVersion: v1\nkind: __proto__\nmetadata: ${PROTO}`,
      "main.tf.json": `{"resource": ${PROTO}, "__proto__": ${PROTO}}`,
      "prometheus.yml": `scrape_configs: [${PROTO}]`,
      "dashboard.json": `{"panels": [${PROTO}], "schemaVersion": 1}`,
    },
    also: untouched,
  },
  {
    title: "keys that every object of JavaScript has, in TOML, XML, HCL, ini and dotenv",
    files: {
      "pyproject.toml":
        "[__proto__]\npolluted = 'yes'\n[constructor.prototype]\npolluted = 'yes'\n[project]\ndependencies = ['__proto__', 'constructor']\n",
      "Cargo.toml": "[dependencies]\n__proto__ = '1'\nconstructor = '2'\ntoString = { version = '1' }\n",
      "pom.xml":
        "<project><__proto__><polluted>yes</polluted></__proto__><constructor/><dependencies><dependency><groupId>__proto__</groupId><artifactId>constructor</artifactId></dependency></dependencies></project>",
      "a.tf":
        'resource "__proto__" "constructor" {\n  polluted = "yes"\n}\nresource "constructor" "__proto__" {\n}\nprovider "__proto__" {\n}\n',
      "a.ini": "[__proto__]\npolluted = yes\n[constructor.prototype]\npolluted = yes\n",
      ".env": "__proto__=polluted\nconstructor=a\ntoString=b\n",
      Gemfile: "gem 'constructor'\ngem '__proto__'\n",
      Dockerfile: "FROM constructor\nENV __proto__=a\n",
    },
    also: untouched,
  },
  {
    title: "numbers as names",
    files: {
      "docker-compose.yml":
        "services:\n  1:\n    image: 5\n  2.5:\n    build: 1\n  true:\n    image: redis\n  null:\n    image: redis\n",
      "a.yaml":
        "apiVersion: 1\nkind: 2\n---\napiVersion: v1\nkind: Deployment\nmetadata: {name: 007}\nspec: {template: {spec: {containers: [{name: 1, image: 2}]}}}\n",
      "package.json": '{"name": 5, "dependencies": {"1": 2}}',
    },
  },
  {
    title: "keys that are lists and maps",
    files: {
      "docker-compose.yml": "services:\n  ? [a, b]\n  : image: redis\n  ? {c: d}\n  : build: .\n? {services: 1}\n: 2\n",
    },
  },
  {
    title: "malformed files of every format",
    files: {
      "a.yaml": "a: [",
      "b.json": "{",
      "c.toml": "a = = 1",
      "pom.xml": "<a><b></a>",
      "d.tf": "a {{",
      Dockerfile: "nonsense",
      "e.yml": "a:\n\tb: 1\n",
      "f.tf.json": "[",
      "g.csproj": "<",
    },
    told: [
      "a.yaml:1",
      "b.json:1",
      "c.toml:1",
      "pom.xml:1",
      "d.tf:1",
      "Dockerfile:1",
      "e.yml:2",
      "f.tf.json:1",
      "g.csproj:1",
    ].map((path) => `assessment/malformed ${path}`),
  },
];
