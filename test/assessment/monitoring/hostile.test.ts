/** Files that are made to break their readers: each is read, or left, and nothing is thrown. */
import { INFRASTRUCTURE, type Infrastructure } from "../../../lib/assessment/assessment";
import { monitoringOf } from "../../../lib/assessment/monitoring";
import { needsOf } from "../../../lib/assessment/needs";
import { projectOf } from "../project-of";

const EMPTY = Object.fromEntries(INFRASTRUCTURE.map((kind) => [kind, []])) as unknown as Infrastructure;

const RULES = "groups:\n  - name: a\n    rules:\n      - alert: A\n        expr: ";
const deep = (open: string, close: string, count = 20_000): string => open.repeat(count) + close.repeat(count);
const dashboard = (panels: unknown, more: object = {}): string =>
  JSON.stringify({ title: "A", schemaVersion: 39, panels, ...more });

test.each([
  ["rules that nest without end", { "a.rules.yml": `${RULES}${deep("[", "]")}\n` }],
  ["rules whose quotes never close", { "a.rules.yml": `${RULES}"up == 0\n${"x: y\n".repeat(5_000)}` }],
  [
    "rules that are no rules",
    { "a.yml": "groups:\n  - name: 1\n    rules: [null, 3, { alert: [], expr: {} }]\n# alert: expr:\n" },
  ],
  ["a query that nests without end", { "a.rules.yml": `${RULES}${deep("(", ")", 5_000)}\n` }],
  ["an anchor within itself", { "a.rules.yml": `x: &a [*a]\n${RULES}up\n` }],
  [
    "aliases of aliases",
    {
      "values.yaml": `a0: &a0 { x: 1 }\n${Array.from({ length: 12 }, (_, n) => `a${n + 1}: &a${n + 1} { ${Array.from({ length: 9 }, (_, m) => `k${m}: *a${n}`).join(", ")} }`).join("\n")}\n`,
    },
  ],
  [
    "panels that are no panels",
    {
      "a.json": dashboard([null, 1, "x", [], { type: {}, targets: [null, { expr: 3 }] }, { panels: "x", type: "row" }]),
    },
  ],
  [
    "names of what every object has",
    {
      "a.json": dashboard(
        [{ type: "constructor", datasource: "${constructor}", targets: [{ expr: "rate(x[$__proto__])" }] }],
        { templating: { list: [{ name: "__proto__" }] } },
      ),
    },
  ],
  [
    "rows within rows",
    { "a.json": `{"schemaVersion":1,"panels":${deep('[{"type":"row","panels":', "}]", 150).replace(":}", ":[]}")}}` },
  ],
  [
    "routes within routes",
    {
      "alertmanager.yml": `receivers: [{ name: a, constructor_configs: [{}] }]\nroute: ${deep("{ receiver: a, routes: [", "] }", 90)}\n`,
    },
  ],
  [
    "routes that are no routes",
    {
      "alertmanager.yml":
        "route: { receiver: [], matchers: [1, '{{{', 'a=\"'], routes: [null, 2] }\nreceivers: [null, { name: {} }]\ninhibit_rules: [1]\n",
    },
  ],
  [
    "targets that are no targets",
    {
      "prometheus.yml":
        "scrape_configs: [null, { static_configs: [{ targets: [null, {}, ':', '://'] }] }, { static_configs: 1 }]\n",
    },
  ],
  [
    "workloads without anything",
    {
      "a.yaml":
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {}\nspec: { template: { spec: { containers: [null, 1, { env: 3, image: [] }] } } }\n",
    },
  ],
  [
    "ConfigMaps with anything",
    {
      "a.yaml": `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  a.yml: '${deep("[", "]", 300)}: alert: expr: groups:'\n  b.json: '{"panels":[],"targets":'\n`,
    },
  ],
  [
    "services without anything",
    { "compose.yaml": "services: { a: null, b: 1, c: { image: {}, environment: 3, labels: [null], logging: [] } }\n" },
  ],
] as const)("%s", async (_, files) => {
  const project = await projectOf(files);
  const monitoring = monitoringOf(project, [], EMPTY);
  expect(monitoring.tools).toBeInstanceOf(Array);
  expect(needsOf({ project, services: [], infrastructure: EMPTY, monitoring })).toEqual([]);
});
