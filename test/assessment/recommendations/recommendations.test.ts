/** What is recommended, in which order, and that everything it names exists. */
import type { Assessment } from "../../../lib/assessment/assessment";
import { recommendationsOf } from "../../../lib/assessment/recommendations";
import { isPinned } from "../../../lib/assessment/recommendations/images";
import { worth } from "../../../lib/assessment/recommendations/order";
import * as library from "../../../lib";
import { anAssessment, aService, at, HOSTILE_NAMES, NOTHING, seen, sighting } from "../starter/by-hand";

const missing = (of: string, ...needs: readonly string[]): Assessment["needs"] =>
  needs.map((need) => ({ of, need, tells: "it", status: "missing", evidence: [], broughtBy: "a pack" }));
const existing = (of: string, ...needs: readonly string[]): Assessment["needs"] =>
  needs.map((need) => ({
    of,
    need,
    tells: "it",
    status: "exists",
    evidence: [at("rules.yml", 1)],
    broughtBy: "a pack",
  }));

const idsOf = (more: Partial<Assessment>): readonly string[] =>
  recommendationsOf(anAssessment(more)).map(({ id }) => id);

const monitored = anAssessment().monitoring;

describe("a shop that nobody watches", () => {
  const shop = {
    services: [aService("checkout", "web"), aService("mailer", "queue consumer", { owner: seen("@acme/shop") })],
    infrastructure: {
      ...NOTHING,
      orchestration: [sighting("compose")],
      databases: [sighting("postgres")],
      caches: [sighting("redis")],
    },
    needs: [
      ...missing("checkout", "traffic", "errors", "latency", "saturation"),
      ...missing("mailer", "traffic"),
      ...missing("postgres", "connections", "storage"),
      ...missing("redis", "memory"),
    ],
  };

  test("gets a platform first", () => expect(idsOf(shop)[0]).toBe("deploy-platform"));

  test("gets everything that is missing, and nothing twice", () => {
    const ids = idsOf(shop);
    expect([...ids].sort()).toEqual([
      "backups/postgres",
      "collect-logs",
      "deploy-platform",
      "health-endpoint/checkout",
      "instrument/checkout",
      "instrument/mailer",
      "objective/checkout",
      "owner/checkout",
      "trace-requests",
      "watch/postgres",
      "watch/redis",
    ]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("is told the highest risk for the least effort first, ties by id", () => {
    const all = recommendationsOf(anAssessment(shop));
    for (const [index, each] of all.entries()) {
      const next = all[index + 1];
      if (next === undefined) continue;
      expect(worth(each)).toBeGreaterThanOrEqual(worth(next));
      if (worth(each) === worth(next)) expect(each.id < next.id).toBe(true);
    }
  });
});

test("what is fine is not recommended", () => {
  const services = [
    aService("checkout", "web", {
      owner: seen("@acme/shop"),
      health: [seen("/healthz")],
      replicas: seen(2),
    }),
  ];
  const ids = idsOf({
    services,
    infrastructure: {
      ...NOTHING,
      orchestration: [sighting("kubernetes")],
      databases: [sighting("postgres", "main.tf")],
    },
    needs: [...existing("checkout", "traffic", "errors", "latency"), ...existing("postgres", "connections")],
    monitoring: {
      ...monitored,
      tools: ["prometheus", "loki", "jaeger"].map((name) => sighting(name)),
      tellsPeople: [at("alertmanager.yml", 3)],
      metrics: { asked: ["slo:checkout_availability:burnrate5m"], exported: [] },
    },
  });
  expect(ids.filter((id) => id !== "backups/postgres")).toEqual([]);
});

test("metrics that are stored and tell nobody are a matter of routes, not of a platform", () => {
  const ids = idsOf({
    services: [aService("checkout")],
    monitoring: { ...monitored, tools: [sighting("prometheus")] },
  });
  expect(ids).toContain("route-alerts");
  expect(ids).not.toContain("deploy-platform");
});

test("one replica of a web service is told where something could run two", () => {
  const services = [
    aService("checkout", "web", { replicas: seen(1) }),
    aService("mailer", "worker", { replicas: seen(1) }),
  ];
  const on = (name: string) =>
    idsOf({ services, infrastructure: { ...NOTHING, orchestration: [sighting(name)] } }).filter((id) =>
      id.startsWith("replicas/"),
    );
  expect(on("kubernetes")).toEqual(["replicas/checkout"]);
  expect(on("compose")).toEqual([]);
});

test("problems of rules, dashboards and routes are one recommendation each", () => {
  const problem = (check: string, path: string) =>
    ({ check, path, severity: "error", problem: "is wrong", mend: "write it right" }) as const;
  const problems = [
    problem("promql/syntax", "rules/shop.yml.groups[0]"),
    problem("promql/syntax", "grafana/shop.json.panels[2]"),
    problem("dashboard/no-unit", "grafana/shop.json.panels[2]"),
    problem("routing/unreachable", "alertmanager.yml.route"),
    problem("input/jsonnet", "mixin.libsonnet"),
  ];
  const all = recommendationsOf(anAssessment({ monitoring: { ...monitored, problems } }));
  expect(all.filter(({ id }) => id.startsWith("mend-")).map(({ id, why }) => [id, why.split(" ")[0]])).toEqual([
    ["mend-routes", "1"],
    ["mend-rules", "1"],
    ["mend-dashboards", "2"],
  ]);
});

test("a retired tool is told with its successor", () => {
  const retired = [{ ...sighting("promtail"), successor: "Alloy", since: "end of life 2026-03-02" }];
  const [first] = recommendationsOf(anAssessment({ monitoring: { ...monitored, retired } }));
  expect(first).toMatchObject({ id: "replace/promtail", title: "Replace promtail by Alloy" });
});

test.each([
  ["postgres:16", true],
  ["postgres", false],
  ["postgres:latest", false],
  ["postgres:16-latest", false],
  ["registry.acme.example:5000/shop", false],
  ["registry.acme.example:5000/shop:1.2", true],
  [`shop@sha256:${"0".repeat(64)}`, true],
  ["${IMAGE}", true],
  ["shop:", true],
])("an image %s is pinned: %s", (image, pinned) => expect(isPinned(image)).toBe(pinned));

test("names that recommendations call exist in the package", () => {
  const all = recommendationsOf(
    anAssessment({
      services: (["web", "worker", "queue consumer", "cron", "frontend"] as const).map((kind) => aService(kind, kind)),
      infrastructure: { ...NOTHING, databases: [sighting("postgres"), sighting("mysql")], caches: [sighting("redis")] },
      needs: ["web", "worker", "queue consumer", "cron", "frontend", "postgres", "mysql", "redis"].flatMap((of) =>
        missing(of, "traffic", "last-success", "page-load"),
      ),
      compliance: [{ framework: "GDPR", confidence: "likely", evidence: [at("schema.sql")], verify: [] }],
    }),
  );
  const called = [
    ...new Set(all.flatMap(({ what }) => [...what.matchAll(/(?<![.\w])([a-z]\w+)\(/g)].map(([, name = ""]) => name))),
  ];
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(library.ObservabilityPlatform.prototype));
  const monitors = [
    ...new Set(all.flatMap(({ what }) => [...what.matchAll(/platform\.(\w+)/g)].map(([, name = ""]) => name))),
  ];
  expect(called.length).toBeGreaterThan(3);
  // Of the package for applications.
  const instrumentation = ["observe", "expressMetrics", "httpMetrics"];
  expect(called.filter((name) => !(name in library) && !instrumentation.includes(name))).toEqual([]);
  expect(monitors.length).toBeGreaterThan(5);
  expect(monitors.filter((name) => !methods.includes(name))).toEqual([]);
});

test("whatever things are called, the same assessment gives the same recommendations", () => {
  const services = HOSTILE_NAMES.map((name) => aService(name));
  const more = { services, needs: HOSTILE_NAMES.flatMap((name) => missing(name, "traffic")) };
  expect(idsOf(more)).toEqual(idsOf(more));
  expect(idsOf(more).length).toBeGreaterThan(HOSTILE_NAMES.length);
});
