/** What people and programs read of an assessment, whatever stands in it. */
import type { Assessment } from "../../../lib/assessment/assessment";
import { maturityOf } from "../../../lib/assessment/maturity";
import { recommendationsOf } from "../../../lib/assessment/recommendations";
import { assessmentJson, assessmentMarkdown } from "../../../lib/assessment/report";
import { dependencyGraph } from "../../../lib/assessment/report/graph";
import { anAssessment, aService, at, HOSTILE_NAMES, NOTHING, seen, sighting } from "../starter/by-hand";

const judged = (more: Partial<Assessment>): Assessment => {
  const assessed = anAssessment(more);
  return { ...assessed, recommendations: recommendationsOf(assessed), maturity: maturityOf(assessed) };
};

const shop = judged({
  infrastructure: {
    ...NOTHING,
    clouds: [sighting("aws", "main.tf")],
    orchestration: [sighting("kubernetes", "k8s/shop.yaml")],
    databases: [sighting("postgres")],
  },
  services: [
    aService("checkout", "web", { dependsOn: [seen("postgres"), seen("orders")], ports: [seen(8080)] }),
    aService("orders", "worker", { confidence: "possible", owner: seen("@acme/shop") }),
  ],
  needs: (["traffic", "errors"] as const).flatMap((need) =>
    ["checkout", "orders"].map((of) => ({
      of,
      need,
      tells: `what ${need} there is`,
      status: of === "checkout" && need === "traffic" ? ("exists" as const) : ("missing" as const),
      evidence: of === "checkout" && need === "traffic" ? [at("rules.yml", 9)] : [],
      broughtBy: "httpServerPack",
    })),
  ),
  compliance: [
    {
      framework: "GDPR",
      confidence: "likely",
      evidence: [at("schema.sql", 4)],
      verify: [{ topic: "retention", text: "how long personal data is kept" }],
    },
  ],
  leftOut: [
    { path: "node_modules", reason: "vendored" },
    { path: "data.bin", reason: "too large" },
  ],
  findings: [
    { check: "assessment/malformed", severity: "warning", path: "broken.yml", problem: "is no YAML", mend: "mend it" },
  ],
});

const page = assessmentMarkdown(shop);
const position = (text: string): number => page.indexOf(text);

test("begins with a paragraph of figures, then what to do first, then the parts in their order", () => {
  expect(page.split("\n\n").slice(0, 2)).toMatchInlineSnapshot(`
   [
     "# Assessment of \`acme-shop\`",
     "In 12 files (34 KiB), 2 services were found (1 web, 1 worker), on \`aws\` and \`kubernetes\`, with \`postgres\`. Nothing that monitors was found. Of 4 signals that should be measured, 1 is. Maturity: 1 of 70 points. 11 recommendations follow. **Incomplete**, because this file could not be read in full: \`broken.yml\`.",
   ]
  `);
  const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual([
    "What to do first",
    "Infrastructure",
    "Services",
    "Current monitoring",
    "Metrics needed",
    "Compliance",
    "Recommendations",
    "Maturity",
    "Left out",
    "Files that could not be read",
  ]);
});

test("tells five recommendations in full, and all in the table", () => {
  const top = page.slice(position("## What to do first"), position("## Infrastructure"));
  expect([...top.matchAll(/^(\d)\. /gm)].map(([, number]) => number)).toEqual(["1", "2", "3", "4", "5"]);
  for (const { id } of shop.recommendations) expect(page.slice(position("## Recommendations"))).toContain(`\`${id}\``);
});

test("every statement has its place as file and line", () => {
  expect(page).toContain("`docker-compose.yml:12`");
  expect(page).toContain("`rules.yml:9`");
  expect(page).toContain("`schema.sql:4`");
});

test("needs are a matrix of things and signals", () => {
  expect(page).toContain(
    "| of | traffic | errors |\n| --- | --- | --- |\n| `checkout` | yes: `rules.yml:9` | **no** |",
  );
});

test("maturity shows its arithmetic", () => {
  expect(page).toMatch(/\*\*operations: 1 \+ 0 \+ 0 \+ 0 \+ 0 = 1 of 10\*\*/);
});

test("an assessment of nothing is a page, too", () => {
  expect(assessmentMarkdown(judged({ name: "" }))).toContain("# Assessment of a project");
});

describe("whatever things are called", () => {
  const hostile = judged({
    name: "a|b`c\n# d",
    services: HOSTILE_NAMES.map((name) => aService(`${name}|<b>x</b>\n# no heading`)),
    infrastructure: { ...NOTHING, databases: HOSTILE_NAMES.map((name) => sighting(`${name}"]; click n0 "x"`)) },
  });
  const text = assessmentMarkdown(hostile);

  test("no heading comes of a name", () => {
    expect([...text.matchAll(/^#+ .*no heading/gm)]).toEqual([]);
  });

  test("all rows of a table have the cells of its head", () => {
    const cells = (row: string): number => row.replaceAll("\\|", "").split("|").length;
    const rows = text.split("\n").filter((row) => row.startsWith("|"));
    const heads = rows.flatMap((row, index) => (/^\|( --- \|)+$/.test(row) ? [index] : []));
    expect(heads.length).toBeGreaterThan(3);
    const uneven = heads.flatMap((head) => {
      const width = cells(rows[head] ?? "");
      const next = heads.find((each) => each > head) ?? rows.length + 1;
      return rows.slice(head - 1, next - 1).filter((row) => cells(row) !== width);
    });
    expect(uneven).toEqual([]);
  });

  test("the graph has ids of its own, and labels without quotes or brackets", () => {
    const lines = dependencyGraph({ ...hostile, services: hostile.services.slice(0, 20) });
    expect(lines.length).toBeGreaterThan(10);
    expect(
      lines
        .slice(1)
        .filter((line) => !/^ {2}(n\d+(\["[^"\]<>]+"\]|\[\("[^"\]<>]+"\)\])|n\d+ -\.?->? n\d+)$/.test(line)),
    ).toEqual([]);
  });
});

test("more things than anybody reads are drawn as groups", () => {
  const services = Array.from({ length: 80 }, (_, index) =>
    aService(`s${index}`, index % 2 === 0 ? "web" : "worker", { dependsOn: [seen(`s${(index + 1) % 80}`)] }),
  );
  expect(dependencyGraph({ services, infrastructure: NOTHING })).toEqual([
    "flowchart LR",
    '  n0["40 #215; web services"]',
    '  n1["40 #215; worker services"]',
    "  n0 --> n1",
    "  n1 --> n0",
  ]);
});

describe("the JSON", () => {
  const json = JSON.parse(assessmentJson(shop)) as Record<string, unknown>;

  test("says its version, and has sorted keys", () => {
    expect(json["schemaVersion"]).toBe(1);
    const [, ...keys] = Object.keys(json);
    expect(keys).toEqual([...keys].sort());
  });

  test("has everything that the assessment has", () => {
    const { schemaVersion, ...rest } = json;
    expect(schemaVersion).toBe(1);
    expect(rest).toEqual(JSON.parse(JSON.stringify(shop)));
  });
});
