/** Points are sums of criteria, and criteria are what was seen. */
import { maturityOf } from "../../../lib/assessment/maturity";
import { anAssessment, aService, at, seen, sighting } from "../starter/by-hand";

const nothing = anAssessment();

test("a project in which nothing is seen has no points, of ten in each pillar", () => {
  expect(maturityOf(nothing).map(({ pillar, points, of }) => [pillar, points, of])).toEqual([
    ["metrics", 0, 10],
    ["alerting", 0, 10],
    ["dashboards", 0, 10],
    ["logs", 0, 10],
    ["traces", 0, 10],
    ["objectives", 0, 10],
    ["operations", 0, 10],
  ]);
});

const watched = anAssessment({
  services: [
    aService("checkout", "web", { owner: seen("@acme/shop"), health: [seen("/healthz")], replicas: seen(3) }),
    aService("orders", "web"),
  ],
  monitoring: {
    ...nothing.monitoring,
    tools: ["prometheus", "promtail"].map((name) => sighting(name)),
    retired: [{ ...sighting("promtail"), successor: "Alloy", since: "2026-03-02" }],
    judged: { rules: 4, alerts: 3, dashboards: 2, receivers: 1 },
    scraped: [seen("checkout")],
    tellsPeople: [at("alertmanager.yml", 4)],
    metrics: { asked: ["slo:checkout:burnrate5m"], exported: [] },
  },
});

test("the points of a pillar are the sum of its lines, none more than it is worth", () => {
  for (const { points, of, lines } of maturityOf(watched)) {
    expect(points).toBe(lines.reduce((sum, line) => sum + line.points, 0));
    expect(of).toBe(lines.reduce((sum, line) => sum + line.of, 0));
    expect(lines.filter((line) => line.points < 0 || line.points > line.of)).toEqual([]);
  }
});

test("shares are counted, halves are not rounded up", () => {
  const [metrics] = maturityOf(watched);
  expect(metrics?.lines[1]).toMatchObject({ text: "1 of 2 services are scraped", points: 1, of: 3 });
});

test("what is maintained no more costs the points of being maintained", () => {
  const logs = maturityOf(watched).find(({ pillar }) => pillar === "logs");
  expect(logs?.lines.map(({ points }) => points)).toEqual([7, 0]);
});

test("a problem of a dashboard costs dashboards, and not alerting", () => {
  const problems = [
    {
      check: "dashboard/no-unit",
      severity: "warning",
      path: "a.json.panels[0]",
      problem: "has no unit",
      mend: "name it",
    },
  ] as const;
  const before = maturityOf(watched);
  const after = maturityOf({ ...watched, monitoring: { ...watched.monitoring, problems } });
  const points = (all: typeof before, pillar: string) => all.find((each) => each.pillar === pillar)?.points ?? 0;
  expect(points(before, "dashboards") - points(after, "dashboards")).toBe(3);
  expect(points(after, "alerting")).toBe(points(before, "alerting"));
});

test("an objective of one web service of two is half of the points", () => {
  expect(maturityOf(watched).find(({ pillar }) => pillar === "objectives")).toMatchObject({ points: 5, of: 10 });
});
