/** The assessment of an environment says what its facts say: what is watched, what is not, what there is one of, what comes next. */
import type { Assessment } from "../../lib/assessment/assessment";
import { assessmentPages } from "../../lib/documents/assessment";
import { runbookPages } from "../../lib/documents/runbooks";
import { gibibytes, type Model, type ServiceFact } from "../../lib/model";
import { installedModels } from "./models";
import { named, withAlert } from "./pages";
import { newLines, textOf } from "./rewritten";

const prod = named(installedModels, "prod");
const [service] = prod.services;

const withService = (change: Partial<ServiceFact>): Model => ({
  ...prod,
  services: prod.services.map((each, index) => (index === 0 ? { ...each, ...change } : each)),
});

describe("a change of one fact shows", () => {
  test.each<[string, Model, string]>([
    [
      "version",
      { ...prod, releases: prod.releases.map((each) => ({ ...each, chart: { ...each.chart, version: "0.0.7" } })) },
      "loki 0.0.7",
    ],
    ["team", withService({ team: "checkout-people" }), "`checkout-people`"],
    ["kind", withService({ kind: "worker" }), "| `checkout` | worker |"],
    [
      "dependency that nobody has registered",
      withService({ dependencies: [{ kind: "http", name: "payments" }] }),
      "`payments`, which `checkout` needs",
    ],
    ["no dependency", withService({ dependencies: [] }), "What `checkout` needs"],
    ["no objectives", withService({ slos: [] }), "Objectives of `checkout`"],
    ["scraped elsewhere", withService({ source: { kind: "elsewhere" } }), "Whether `checkout` is scraped at all"],
    ["no service", { ...prod, services: [] }, "None is registered."],
    [
      "waiver",
      {
        ...prod,
        waivers: [
          { check: "production/single-replica", path: "prod.jaeger", reason: "moves in spring", until: "2027-04-01" },
        ],
      },
      "| 2027-04-01 | `production/single-replica` | `prod.jaeger` | moves in spring |",
    ],
    ["a single replica", withReplicas("grafana", 1), "| workload `grafana` | one replica | `prod.grafana` |"],
    ["more replicas", withReplicas("loki", 5), "loki x 5"],
    [
      "data in one place",
      { ...prod, stores: [...prod.stores, { path: "prod.notes", name: "notes", keeps: "accounts" }] },
      "| accounts of `notes` | in the pod, gone with it | `prod.notes` |",
    ],
    [
      "no backup",
      {
        ...prod,
        stores: [
          {
            path: "prod.grafana.database.volume",
            name: "grafana",
            keeps: "accounts and preferences",
            size: gibibytes(1),
          },
        ],
      },
      "Backups of `grafana`: accounts and preferences",
    ],
    ["nobody listens", { ...prod, routings: [] }, "The monitoring itself, from outside"],
    [
      "nothing is scraped",
      { ...prod, flows: prod.flows.filter(({ what }) => what !== "scrape") },
      "Metrics of `jaeger`",
    ],
    [
      "policies are off",
      { ...prod, installations: prod.installations.map((each) => ({ ...each, networkPolicies: false })) },
      "network policies are off",
    ],
    ["severity", withAlert(prod, "GrafanaDown", () => ({ severity: "info" })), "13 (1 critical, 11 warning, 1 info)"],
  ])("%s", (_, after, expected) => {
    expect(newLines(assessmentPages, prod, after).join("\n")).toContain(expected);
  });

  test("what is probed from outside is no gap", () => {
    const address = "`https://grafana.acme.example` from outside";
    expect(textOf(assessmentPages, prod)).toContain(address);
    const [probe] = prod.flows.filter(({ what }) => what === "probe");
    const flows = [...prod.flows, { ...probe!, to: { kind: "outside" as const, name: "grafana.acme.example" } }];
    expect(textOf(assessmentPages, { ...prod, flows })).not.toContain(address);
  });

  test("a database that an exporter speaks of is no gap", () => {
    const [exporter] = prod.flows.filter(({ from }) => from.name === "postgres-exporter-orders-db");
    const flows = [...prod.flows, { ...exporter!, to: { kind: "outside" as const, name: "grafana-db.acme.example" } }];
    expect(textOf(assessmentPages, prod)).toContain("grafana-db.acme.example, which `grafana` keeps its data in");
    expect(textOf(assessmentPages, { ...prod, flows })).not.toContain("grafana-db.acme.example, which");
  });
});

function withReplicas(name: string, replicas: number): Model {
  return { ...prod, workloads: prod.workloads.map((each) => (each.name === name ? { ...each, replicas } : each)) };
}

test("findings come from the checks, and what they say is done first", () => {
  const { text } = assessmentPages({
    model: prod,
    findings: [
      {
        check: "production/single-replica",
        severity: "warning",
        path: "prod.jaeger",
        problem: "has one replica",
        mend: "write replicas: 2",
      },
      {
        check: "production/single-replica",
        severity: "warning",
        path: "staging.jaeger",
        problem: "has one replica",
        mend: "write replicas: 3",
      },
    ],
  })[0]!;
  expect(text).toContain(
    "| warning | `prod.jaeger` | has one replica | write replicas: 2 | `production/single-replica` |",
  );
  expect(text).toContain("1. Mend `prod.jaeger`: it has one replica. Instead: write replicas: 2.");
  expect(text).not.toContain("replicas: 3");
});

test("without findings of others it asks the checks, on a day on which no waiver is over", () => {
  const [page] = assessmentPages({ model: prod });
  expect(page?.text).toBe(textOf(assessmentPages, prod));
});

test("there are as many alerts here as runbooks", () => {
  const runbooks = /The (\d+) alerts of/.exec(textOf(runbookPages, prod))?.[1];
  expect(textOf(assessmentPages, prod)).toContain(`are watched by ${runbooks} alerts (`);
});

test("the points of maturity add up", () => {
  const section = textOf(assessmentPages, prod).split("## Maturity")[1]?.split("## What to do next")[0] ?? "";
  const lines = [...section.matchAll(/^\| (\w+) \| [^|]+: [^|]+ \| ([\d.]+) \| (\d+) \|$/gm)];
  const sum = (index: 2 | 3): number => Math.round(10 * lines.reduce((all, line) => all + Number(line[index]), 0)) / 10;
  expect(lines.length).toBeGreaterThan(15);
  expect(section).toContain(`${sum(2)} of ${sum(3)} points.`);
  const pillars = [...section.matchAll(/^\| (\w+) \| ([\d.]+) \| (\d+) \|$/gm)];
  for (const [, pillar = "", points, of] of pillars) {
    const own = lines.filter(([, name]) => name === pillar);
    expect(Number(points)).toBeCloseTo(own.reduce((all, line) => all + Number(line[2]), 0));
    expect(of).toBe("10");
  }
});

test("what to do next is ordered: what can be lost today before what would be nice", () => {
  const text = textOf(assessmentPages, { ...prod, routings: [] });
  const next = text.split("## What to do next")[1] ?? "";
  expect(next.indexOf("The monitoring itself, from outside")).toBeLessThan(next.indexOf("Metrics of `loki-gateway`"));
  expect(service?.name).toBe("checkout");
});

const project: Assessment = {
  name: "shop",
  looked: { files: 12, bytes: 3_400 },
  leftOut: [],
  infrastructure: {
    clouds: [],
    orchestration: [{ name: "compose", confidence: "certain", evidence: [] }],
    databases: [{ name: "postgres", confidence: "likely", evidence: [] }],
    queues: [],
    caches: [],
    balancers: [],
    objectStores: [],
  },
  services: [
    {
      name: "basket",
      confidence: "certain",
      evidence: [],
      kind: { value: "web", confidence: "certain", evidence: [] },
      ports: [],
      health: [],
      dependsOn: [],
    },
  ],
  monitoring: {
    tools: [{ name: "prometheus", confidence: "certain", evidence: [] }],
    retired: [],
    problems: [],
    judged: { rules: 0, alerts: 0, dashboards: 0, receivers: 0 },
    metrics: { asked: [], exported: [] },
    scraped: [],
    tellsPeople: [],
  },
  needs: [
    {
      of: "basket",
      need: "traffic",
      tells: "how much is asked for",
      status: "missing",
      evidence: [],
      broughtBy: "http-server",
    },
    { of: "basket", need: "errors", tells: "how much fails", status: "exists", evidence: [], broughtBy: "http-server" },
  ],
  compliance: [],
  recommendations: [
    {
      id: "instrument/basket",
      title: "Instrument basket",
      risk: 4,
      effort: "hours",
      why: "Nobody sees its traffic.",
      evidence: [],
      what: "observe()",
      done: "curl /metrics",
    },
  ],
  maturity: [{ pillar: "metrics", points: 2, of: 10, lines: [] }],
  findings: [],
};

test("the project that is watched is summed up, where somebody has looked at it", () => {
  expect(textOf(assessmentPages, prod)).not.toContain("## The project");
  const { text } = assessmentPages({ model: prod, assessment: project, findings: [] })[0]!;
  for (const words of [
    "## The project shop",
    "| databases | postgres (likely) |",
    "`basket` (web)",
    "Of 2 figures that should be measured, 1 exist already. Missing: `basket` (traffic).",
    "| Instrument basket | 4 | hours |",
    "| metrics | 2 | 10 |",
  ])
    expect(text).toContain(words);
});
