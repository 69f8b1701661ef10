/** The facts that the page of the architecture is written from are complete, and it says what they say. */
import {
  days,
  elasticsearchLogs,
  existingSecret,
  forwardAuth,
  gibibytes,
  httpProbe,
  ingress,
  minutes,
  secretVariable,
  seconds,
  type Environment,
} from "../../lib";
import { architecturePages } from "../../lib/documents/architecture";
import type { Model, Release, Store, Workload } from "../../lib/model";
import { prod as prodEnvironment } from "../../stacks/environments/prod";
import { installedModels } from "./models";
import { named } from "./pages";
import { modelOf, newLines, seriesIn, seriesNames, textOf } from "./rewritten";

const prod = named(installedModels, "prod");

/** Nothing as the installed ones have it. */
const otherwise: Environment = {
  ...prodEnvironment,
  name: "other",
  createNamespaces: true,
  namespace: "watching",
  dashboards: "config maps",
  waivers: [],
  prometheus: {
    retention: days(40),
    otlpReceiver: {},
    storage: "ephemeral",
    remoteWrite: [{ url: "https://mimir.acme.example/api/v1/push" }],
    controlPlane: "self-hosted",
    exposure: ingress({
      host: "metrics.acme.example",
      authentication: forwardAuth({ url: "https://login.acme.example" }),
    }),
  },
  loki: {
    ...prodEnvironment.loki,
    mode: "distributed",
    volume: undefined,
    canary: true,
    chunksCache: { memory: gibibytes(1) },
    gateway: { metrics: true },
  },
  jaeger: { storage: { kind: "memory" }, legacyReceivers: ["zipkin"] },
  fluentd: {
    image: { repository: "registry.acme.example/fluentd", tag: "1.19.3" },
    buffer: { whenFull: "drop oldest", size: gibibytes(2) },
    also: [
      elasticsearchLogs({
        urls: ["https://search.acme.example:9243"],
        credentials: secretVariable("search", ["username", "password"]),
      }),
    ],
  },
  exporters: {
    blackbox: {
      modules: { http_2xx: httpProbe({}) },
      probes: [{ name: "wiki", url: "https://wiki.acme.example/", module: "http_2xx", interval: minutes(1) }],
    },
  },
};
const other = modelOf(otherwise);

describe.each([...installedModels, other].map((model) => [model.name, model] as const))("facts of %s", (_, model) => {
  test("each release has a workload, but for the operator's definitions", () => {
    const without = model.releases.filter(
      ({ path }) => !model.workloads.some((workload) => workload.path === path || workload.path.startsWith(`${path}.`)),
    );
    expect(without.map(({ chart }) => chart.name)).toEqual(["prometheus-operator-crds"]);
  });

  test("each workload says what it does and where, each store what it keeps", () => {
    expect(model.workloads.filter(({ role, namespace }) => role === undefined || namespace === undefined)).toEqual([]);
    expect(model.stores.filter(({ keeps }) => keeps === undefined)).toEqual([]);
  });

  test("each connection that is made is a flow", () => {
    const made = model.connections.filter((connection) => connection.made);
    expect(made.length).toBeGreaterThan(0);
    for (const { path } of made)
      expect(model.flows).toContainEqual(
        expect.objectContaining({ path, what: "logs", to: expect.objectContaining({ kind: "component" }) as unknown }),
      );
    for (const { uid } of model.dataSources)
      expect(model.flows).toContainEqual(
        expect.objectContaining({
          what: "queries",
          path: `${model.name}.grafana`,
          address: expect.stringContaining(uid) as string,
        }),
      );
    for (const { exposure } of model.interfaces)
      expect(model.flows).toContainEqual(
        expect.objectContaining({ what: "people", address: `https://${exposure.host}` }),
      );
  });

  test("every network policy is there for a flow, and the other way round", () => {
    const policies = model.objects.filter(({ kind }) => kind === "NetworkPolicy").map(({ name }) => name);
    const explained = model.flows.flatMap(({ policy }) => policy ?? []);
    expect([...new Set(explained)].sort()).toEqual([...new Set(policies)].sort());
  });

  test("what a flow calls a component is a workload, or the release of several", () => {
    const known = [...model.workloads, ...model.releases].map(({ name }) => name);
    const ends = model.flows.flatMap(({ from, to }) => [from, to]).filter(({ kind }) => kind === "component");
    expect(ends.filter(({ name }) => !known.includes(name))).toEqual([]);
  });

  test("every store outside, and every service that is scraped or probed here, is reached by a flow", () => {
    const stores = model.stores.filter(({ external }) => external === true);
    const reached = new Set(model.flows.filter(({ what }) => what === "storage").map(({ path }) => path));
    for (const { path } of stores) expect(reached).toContain(path.split(".").slice(0, 2).join("."));
    for (const { path, source } of model.services)
      if (source.kind !== "elsewhere") expect(model.flows.map((flow) => flow.path)).toContain(path);
  });

  test("every query of the page asks for what there is", () => {
    const known = seriesNames(model);
    const asked = seriesIn(textOf(architecturePages, model));
    expect(asked.length).toBeGreaterThan(4);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  });

  test("every workload has a section about its absence, and every one is told by an alert", () => {
    const text = textOf(architecturePages, model);
    for (const { name } of model.workloads) expect(text).toContain(`### When ${name} is away`);
    // A cache and a canary are spared.
    const silent = [...text.matchAll(/### When (\S+) is away\n\n(?:(?!###)[^])*?no alert of this environment/g)].map(
      ([, name]) => name,
    );
    expect(silent.filter((name) => !/canary/.test(name ?? ""))).toEqual([]);
  });
});

describe("a change of one fact shows", () => {
  const replaced = <Key extends "releases" | "workloads" | "stores">(
    key: Key,
    name: string,
    change: Partial<Model[Key][number]>,
  ): Model => ({
    ...prod,
    [key]: (prod[key] as readonly (Release | Workload | Store)[]).map((each) =>
      each.name === name ? { ...each, ...change } : each,
    ),
  });
  const [loki] = prod.releases.filter(({ name }) => name === "loki");

  test.each<[string, Model, string]>([
    ["chart version", replaced("releases", "loki", { chart: { ...loki!.chart, version: "99.1.2" } }), "99.1.2"],
    ["app version", replaced("releases", "loki", { chart: { ...loki!.chart, appVersion: "v9.9.9" } }), "v9.9.9"],
    [
      "copies of each line",
      replaced("releases", "loki", { values: { loki: { commonConfig: { replication_factor: 2 } } } }),
      "each line stands on 2 replicas before it is accepted",
    ],
    [
      "replicas",
      replaced("workloads", "alertmanager", { replicas: 7 }),
      "| `alertmanager` | 7 | the loss of 6 of them |",
    ],
    ["namespace", replaced("workloads", "grafana", { namespace: "pictures" }), 'subgraph ns2["namespace pictures"]'],
    ["role", replaced("workloads", "jaeger", { role: "canary" }), "writes lines and looks whether they come back"],
    ["retention of a store", replaced("stores", "jaeger", { retention: days(13) }), "13d"],
    [
      "memory of Alertmanager",
      { ...prod, routings: prod.routings.map((each) => ({ ...each, retention: days(17) })) },
      "| `alertmanager` | volume | 2 GiB | 3 | 6 GiB | 17d |",
    ],
    ["size of a volume", replaced("stores", "alertmanager", { size: gibibytes(3) }), "| 3 GiB | 3 | 9 GiB |"],
    [
      "where it is kept",
      replaced("stores", "grafana", { medium: "MySQL at db.acme.example" }),
      "MySQL at db.acme.example",
    ],
    [
      "port",
      {
        ...prod,
        flows: prod.flows.map((flow) => (flow.what === "traces" ? { ...flow, ports: [{ port: 4999 }] } : flow)),
      },
      "4999",
    ],
    [
      "encryption",
      {
        ...prod,
        flows: prod.flows.map((flow) =>
          flow.to.name === "carts.data.svc" ? { ...flow, encryption: "as the target says" } : flow,
        ),
      },
      "as the target says",
    ],
    [
      "scrape interval",
      { ...prod, evaluators: prod.evaluators.map((each) => ({ ...each, scrapeInterval: seconds(60) })) },
      "30d / 1m = 43200 samples",
    ],
    ["buffer", { ...prod, buffers: prod.buffers.map((each) => ({ ...each, size: gibibytes(17) })) }, "17 GiB"],
    [
      "no policies",
      { ...prod, installations: prod.installations.map((each) => ({ ...each, networkPolicies: false })) },
      "No network policies",
    ],
    ["a heartbeat less", { ...prod, routings: [] }, "there is no heartbeat"],
    [
      "a secret",
      {
        ...prod,
        secrets: [
          ...prod.secrets,
          { path: "prod.grafana.oauth", namespace: "observability", secret: existingSecret("grafana-oauth") },
        ],
      },
      "`grafana-oauth`",
    ],
  ])("%s", (_, after, expected) => {
    expect(newLines(architecturePages, prod, after).join("\n")).toContain(expected);
  });

  test("an alert that is not deployed tells of nothing", () => {
    const packs = prod.packs.filter(({ pack }) => pack.name !== "grafana");
    expect(newLines(architecturePages, prod, { ...prod, packs })).toContain(
      "- **Told by:** no alert of this environment. Somebody has to notice.",
    );
  });

  test("every store says how long it keeps, in every environment", () => {
    for (const model of [...installedModels, other]) {
      const rows = textOf(architecturePages, model).split("\n## Storage\n")[1]?.split("\n## ")[0]?.split("\n") ?? [];
      expect(rows.filter((row) => row.startsWith("| ") && /\| +\|$/.test(row))).toEqual([]);
    }
  });

  test("signals are drawn by what they are for, and ports that have names say so", () => {
    const text = textOf(architecturePages, prod);
    expect(text).toMatch(/### How people are told\n\n```mermaid\nflowchart LR\n/);
    expect(text).toContain('|"metrics at port metrics"|');
    expect(text).toContain('|"alerts at 9093"|');
  });

  test("another environment says what it has: other stores, ports, logins, buffers", () => {
    const text = textOf(architecturePages, other);
    for (const words of [
      "https://mimir.acme.example/api/v1/push",
      "`http://prometheus-prometheus.watching.svc:9090/api/v1/otlp`",
      "search.acme.example",
      "the oldest lines are thrown away",
      "by https://login.acme.example",
      "TF\\_VAR\\_search\\_username".replaceAll("\\", ""),
      "9411",
      "wiki.acme.example",
      "etcd",
      "| `loki-compactor` | 1 |",
    ])
      expect(text).toContain(words);
  });
});
