/** The short statements by which two assessments are compared. */
import type { Assessment } from "../../lib/assessment/assessment";
import { factsOf, PARTS } from "../../lib/assessment/facts";

const evidence = [{ file: "compose.yaml", line: 3, sees: "image" }];
const seen = <Value>(value: Value) => ({ value, confidence: "certain" as const, evidence });
const sighting = (name: string) => ({ name, confidence: "certain" as const, evidence });

const shop: Assessment = {
  name: "shop",
  looked: { files: 4, bytes: 1000 },
  leftOut: [],
  infrastructure: {
    clouds: [sighting("aws")],
    orchestration: [sighting("compose")],
    databases: [sighting("postgres"), sighting("mysql")],
    queues: [],
    caches: [],
    balancers: [],
    objectStores: [sighting("s3")],
  },
  services: [
    {
      ...sighting("checkout"),
      kind: seen("web"),
      language: seen("typescript"),
      ports: [seen(8080), seen(9100)],
      health: [seen("/healthz")],
      owner: seen("@acme/shop"),
      replicas: seen(3),
      dependsOn: [seen("orders"), seen("postgres")],
    },
  ],
  monitoring: {
    tools: [sighting("prometheus")],
    retired: [{ ...sighting("promtail"), successor: "alloy", since: "end of life" }],
    problems: ["rules/api.yaml.groups.api", "rules/api.yaml:12", "dashboards/a.json.panels.Requests"].map((path) => ({
      check: "promql/syntax",
      severity: "error",
      path,
      problem: "is wrong",
      mend: "mend it",
    })),
    judged: { rules: 2, alerts: 1, dashboards: 1, receivers: 1 },
    metrics: { asked: [], exported: [] },
    scraped: [seen("checkout")],
    tellsPeople: evidence,
  },
  needs: [
    { of: "checkout", need: "traffic", tells: "", status: "exists", evidence, broughtBy: "" },
    { of: "postgres", need: "replication-lag", tells: "", status: "missing", evidence: [], broughtBy: "" },
  ],
  compliance: [{ framework: "PCI DSS", confidence: "likely", evidence, verify: [] }],
  recommendations: [
    { id: "owner/checkout", title: "", risk: 1, effort: "hours", why: "", evidence, what: "", done: "" },
  ],
  maturity: [],
  findings: [],
};

test("every part is told in sorted statements", () => {
  expect(factsOf(shop)).toEqual({
    infrastructure: ["cloud aws", "database mysql", "database postgres", "object store s3", "orchestration compose"],
    services: [
      "checkout",
      "checkout -> orders",
      "checkout -> postgres",
      "checkout health /healthz",
      "checkout kind web",
      "checkout language typescript",
      "checkout owner @acme/shop",
      "checkout port 8080",
      "checkout port 9100",
      "checkout replicas 3",
    ],
    monitoring: [
      "problem promql/syntax dashboards/a.json",
      "problem promql/syntax rules/api.yaml",
      "retired promtail",
      "scraped checkout",
      "tells people",
      "tool prometheus",
    ],
    needs: ["checkout traffic exists", "postgres replication-lag missing"],
    compliance: ["PCI DSS"],
    recommendations: ["owner/checkout"],
  });
  expect(Object.keys(factsOf(shop))).toEqual(PARTS);
});

test("a fault that a file has twice is one statement, for it is the file that must be mended", () => {
  const problems = factsOf(shop).monitoring.filter((fact) => fact.startsWith("problem"));
  expect(problems).toHaveLength(2);
});

test("who tells nobody does not tell people", () => {
  const silent = { ...shop, monitoring: { ...shop.monitoring, tellsPeople: [] } };
  expect(factsOf(silent).monitoring).not.toContain("tells people");
});

test.each([
  ["deploy/rules.yml:7", "deploy/rules.yml"],
  ["charts/alerts.yaml.tpl.groups", "charts/alerts.yaml"],
  ["dash board/über.json", "dash board/über.json"],
  ["prometheus/alert.rules:24 HighLoad (host)", "prometheus/alert.rules"],
  ["rules", "rules"],
])("the file of %s is %s", (path, file) => {
  const problems = [{ check: "c", severity: "warning" as const, path, problem: "", mend: "" }];
  expect(factsOf({ ...shop, monitoring: { ...shop.monitoring, problems } }).monitoring).toContain(`problem c ${file}`);
});
