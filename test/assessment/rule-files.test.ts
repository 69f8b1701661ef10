/** Rules from elsewhere: what is read of them, where it stands, and what is refused. */
import { packsOf } from "../../lib/assessment";
import { minutes, seconds } from "../../lib/model";

const GROUP = `
groups:
  - name: shop
    interval: 1m
    labels:
      part: shop
    rules:
      - record: queue:shop_orders:rate5m
        expr: sum by (queue) (rate(shop_orders_total[5m]))
      - alert: ShopQueueLong
        expr: |
          shop_queue_length
            > 100
        for: 1h30m
        keep_firing_for: 30s
        labels: { severity: warning, team: shop }
        annotations:
          summary: '{{ $labels.queue }} is long {{ if gt $value 500.0 }}indeed{{ end }}'
      - record: queue:shop_orders:rate1h
        expr: 1
`;

/** One level deeper, as objects of Kubernetes have it. */
const object = (rules: string, kind = "PrometheusRule") =>
  `apiVersion: monitoring.coreos.com/v1\nkind: ${kind}\nmetadata:\n  name: shop\nspec:${rules.replaceAll("\n", "\n  ")}\n`;

const group = (rules: string) => `groups:\n  - name: shop\n    rules:\n${rules}`;
const told = (text: string) =>
  packsOf(text, "rules.yaml").findings.map(({ check, path, problem }) => `${check} ${path} ${problem}`);

describe("a group", () => {
  const { packs, findings } = packsOf(GROUP, "rules.yaml");
  const [fact] = packs;

  test("is a pack whose metrics nobody described", () => {
    expect(findings).toEqual([]);
    expect(packs).toHaveLength(1);
    expect(fact).toMatchObject({ path: "rules.yaml.groups.shop", pack: { name: "shop", interval: minutes(1) } });
    expect(fact?.pack.metrics).toBeUndefined();
  });

  test("keeps the order of its rules", () =>
    expect(fact?.groups).toEqual([
      { name: "shop", rules: ["queue:shop_orders:rate5m", "ShopQueueLong", "queue:shop_orders:rate1h"] },
    ]));

  test("has recordings with the labels of the group, at their lines", () =>
    expect(fact?.pack.recordingRules).toMatchObject([
      {
        name: "queue:shop_orders:rate5m",
        expr: "sum by (queue) (rate(shop_orders_total[5m]))",
        labels: { part: "shop" },
        place: "rules.yaml:8",
      },
      { name: "queue:shop_orders:rate1h", expr: "1", place: "rules.yaml:19" },
    ]));

  test("has alerts that say what they said, and nothing else", () =>
    expect(fact?.pack.alerts).toMatchObject([
      {
        name: "ShopQueueLong",
        for: minutes(90),
        keepFiringFor: seconds(30),
        severity: "warning",
        team: "shop",
        labels: { part: "shop", severity: "warning", team: "shop" },
        annotations: { summary: "{{ $labels.queue }} is long {{ if gt $value 500.0 }}indeed{{ end }}" },
        place: "rules.yaml:10",
      },
    ]));
});

test.each([
  ["an object", object(GROUP)],
  ["a list of objects", `kind: List\nitems:\n  - ${object(GROUP).trim().replaceAll("\n", "\n    ")}\n`],
  ["the second of two documents", `kind: ConfigMap\ndata:\n  groups: none\n---\n${object(GROUP)}`],
])("is read from %s", (_, text) => {
  const { packs, findings } = packsOf(text, "rules.yaml");
  expect(findings).toEqual([]);
  expect(packs.map(({ path, pack }) => [path, pack.alerts.length, pack.recordingRules.length])).toEqual([
    ["rules.yaml.groups.shop", 1, 2],
  ]);
  const line = text.split("\n").findIndex((each) => each.includes("ShopQueueLong")) + 1;
  expect(packs[0]?.pack.alerts[0]?.place).toBe(`rules.yaml:${line}`);
});

test.each([
  ["Loki's rules", object(GROUP, "AlertingRule")],
  ["no rules at all", "apiVersion: v1\nkind: Service\nspec:\n  ports: []\n"],
  ["nothing", ""],
  ["a text", "groups"],
  ["a list", "- groups: []"],
])("%s are none of Prometheus's", (_, text) =>
  expect(packsOf(text, "rules.yaml")).toEqual({ packs: [], findings: [] }),
);

test("two groups of one name are told apart", () =>
  expect(packsOf(`${GROUP}${GROUP.replace("\ngroups:\n", "")}`, "a.yaml").packs.map(({ path }) => path)).toEqual([
    "a.yaml.groups.shop",
    "a.yaml.groups.shop#2",
  ]));

test("long texts whose lines are indented too little are read as Prometheus reads them", () => {
  const text = group(
    '      - alert: A\n        expr: up == 0\n        annotations:\n          description: "one\n          two\n          three"\n          summary: "four\n        five"\n',
  );
  const [fact] = packsOf(text, "rules.yaml").packs;
  expect(fact?.pack.alerts[0]?.annotations).toEqual({ description: "one two three", summary: "four five" });
});

describe("a template of Helm is refused", () => {
  test.each([
    "groups:\n  - name: {{ .Values.name }}\n",
    '{{- include "shop.rules" . }}\n',
    "          summary: '{{`{{ $labels.queue }}`}} waits'\n",
    '        expr: up{cluster="{{ $.Values.cluster }}"} == 0\n',
    '{{- if .Capabilities.APIVersions.Has "monitoring.coreos.com/v1" }}\n',
  ])("%j", (text) =>
    expect(told(text)).toEqual([expect.stringMatching(/^input\/helm-template rules\.yaml is a template of Helm/)]),
  );

  test.each([
    '{{ range query "up" }}{{ .Labels.instance }}{{ end }}',
    "{{ with $labels.queue }}{{ . }}{{ else }}none{{ end }}",
    '{{ printf "%.2f" $value }} {{ $externalLabels.cluster }} {{ .Labels.job }} {{ .Value }}',
    '{{ define "x" }}{{ . }}{{ end }}{{ template "x" 1 }}',
  ])("Prometheus's own is not: %s", (summary) => {
    const text = group(
      `      - alert: A\n        expr: up == 0\n        annotations:\n          summary: '${summary}'\n`,
    );
    expect(told(text)).toEqual([]);
  });
});

test.each([
  [
    "      - alert: A\n        expr: up == 0\n        annotation: {}\n",
    'input/rule-form rules.yaml:6 has the key "annotation" (did you mean "annotations"?)',
  ],
  [
    "      - alert: A\n        expr: up == 0\n        for: 5 minutes\n",
    'input/rule-form rules.yaml:6 is "5 minutes", which is no duration',
  ],
  [
    "      - alert: A\n        expr: up == 0\n        for: 5m\n        keep_firing_for: 1x\n",
    'is "1x", which is no duration',
  ],
  ["      - alert: A\n", "input/rule-form rules.yaml:4 is neither a recording rule nor an alert"],
  [
    "      - record: a:b:c\n        alert: A\n        expr: up\n",
    "input/rule-form rules.yaml:4 is neither a recording rule nor an alert",
  ],
  ["      - up == 0\n", "input/rule-form rules.yaml:4 is no rule"],
  ["      - alert: A\n        expr: 'up == 0\n", "input/yaml rules.yaml:6 is no YAML"],
  ["      - alert: A\n        alert: B\n        expr: up\n", "input/yaml rules.yaml:5 is no YAML"],
])("%j is told with its line", (rules, words) =>
  expect(told(group(rules))).toContainEqual(expect.stringContaining(words)),
);

test.each([
  ["      - alert: A\n        expr: *nowhere\n", "Unresolved alias"],
  ["      - alert: A\n        <<: 3\n        expr: up\n", "Merge sources"],
])("%j is told, though its line is not known", (rules, words) =>
  expect(told(group(rules))).toEqual([expect.stringContaining(`is no YAML: ${words}`)]),
);

test("a group without a name", () =>
  expect(told("groups:\n  - rules: []\n")).toEqual(["input/rule-form rules.yaml:2 is a group without a name"]));

test.each(["partial_response_strategy: warn", "source_tenants: [a]", "query_offset: 1m", "limit: 10"])(
  "what another ruler reads, or a newer Prometheus, is left alone: %s",
  (line) => expect(told(`groups:\n  - name: shop\n    ${line}\n    rules: []\n`)).toEqual([]),
);
