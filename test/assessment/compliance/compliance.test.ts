import { complianceOf } from "../../../lib/assessment/compliance";
import { projectOf, type Files } from "../project-of";

const signs = async (files: Files) => complianceOf({ project: await projectOf(files) });
const told = async (files: Files) =>
  (await signs(files)).map(({ framework, confidence }) => `${framework} ${confidence}`);
const npm = (name: string): Files => ({ "package.json": JSON.stringify({ name: "a", dependencies: { [name]: "1" } }) });

describe("PCI DSS", () => {
  test("a payment library without a field of a card: what to verify begins with the cards that go elsewhere", async () => {
    const [sign] = await signs(npm("stripe"));
    expect(sign).toMatchObject({ framework: "PCI DSS", confidence: "likely" });
    expect(sign?.verify[0]?.text).toContain("SAQ A");
    expect(sign?.evidence[0]).toMatchObject({ file: "package.json", sees: "npm: stripe" });
  });

  test("the page's part alone is a hint", async () => {
    expect(await told(npm("@stripe/stripe-js"))).toEqual(["PCI DSS possible"]);
  });

  test("a card's number and its security code are certain", async () => {
    const [sign] = await signs({ "src/pay.ts": "interface Card {\n  cardNumber: string;\n  cvv: string;\n}\n" });
    expect(sign).toMatchObject({ framework: "PCI DSS", confidence: "certain" });
    expect(sign?.evidence[0]).toEqual({ file: "src/pay.ts", line: 2, sees: "card number: cardNumber" });
    expect(sign?.verify.map(({ text }) => text).join()).not.toContain("SAQ A");
  });
});

describe("HIPAA", () => {
  test.each<readonly [string, Files]>([
    ["a library of FHIR", { "requirements.txt": "fhir.resources==7.1.0\n" }],
    ["a field", { "records/models.py": "medical_record_number = models.CharField()\n" }],
    ["patients and what they take", { "app/models.py": "class Patient:\n    prescriptions = []\n" }],
  ])("%s", async (_, files) => {
    expect(await told(files)).toEqual(["HIPAA likely"]);
  });

  test("a document about it is certain", async () => {
    expect(await told({ "docs/hipaa.md": "# How we work\n\nHIPAA asks for it.\n" })).toEqual(["HIPAA certain"]);
  });
});

describe("GDPR", () => {
  test("a date of birth, with the region where it lies", async () => {
    const [sign] = await signs({
      "schema.sql": "create table members (\n  date_of_birth date\n);\n",
      "deploy.yaml": "region: eu-central-1\n",
    });
    expect(sign).toMatchObject({ framework: "GDPR", confidence: "likely" });
    expect(sign?.evidence).toEqual([
      { file: "schema.sql", line: 2, sees: "date of birth: date_of_birth" },
      { file: "deploy.yaml", line: 1, sees: "region: eu-central-1" },
    ]);
  });

  test("plain fields count together, where data are described", async () => {
    const user = "email text,\nphone text,\nlast_name text\n";
    expect(await told({ "migrations/1.sql": user })).toEqual(["GDPR likely"]);
    expect(await told({ "schema.sql": "email text\n" })).toEqual([]);
    expect(await told({ "src/mail.ts": user })).toEqual([]);
  });

  test("a privacy notice", async () => {
    expect(await told({ "docs/privacy.md": "# Privacy\n\nUnder the GDPR you may ask.\n" })).toEqual(["GDPR likely"]);
  });
});

test.each([
  ["SOC 2", "docs/soc2.md", "# SOC 2 controls\n"],
  ["ISO 27001", "docs/isms.md", "# ISMS\n\nISO/IEC 27001, Annex A\n"],
  ["PCI DSS", "docs/pci-dss.md", "Cards go to the provider.\nPCI DSS 4.0\n"],
])("%s by a document", async (framework, path, text) => {
  expect(await told({ [path]: text })).toEqual([`${framework} certain`]);
});

test.each<readonly [string, Files]>([
  ["a word in passing", { "README.md": "# Shop\n\nWorks with GDPR tools.\n" }],
  ["a list of changes", { "CHANGELOG.md": "# GDPR\n\n# SOC 2\n" }],
  ["tests", { "tests/models.py": "date_of_birth = 1\ncard_number = 2\n" }],
  ["a library of tests", { "package.json": '{ "devDependencies": { "stripe": "1" } }' }],
  ["nothing", {}],
])("%s is no sign", async (_, files) => {
  expect(await told(files)).toEqual([]);
});

test("each set of rules asks for logs, retention, audit and access, as what to verify, and names the part that does it", async () => {
  const all = await signs({
    "docs/rules.md": "# PCI DSS, HIPAA, GDPR, SOC 2, ISO 27001\n",
  });
  expect(all.map(({ framework }) => framework)).toEqual(["PCI DSS", "HIPAA", "GDPR", "SOC 2", "ISO 27001"]);
  for (const { verify } of all) {
    expect(new Set(verify.map(({ topic }) => topic))).toEqual(new Set(["logs", "retention", "audit", "access"]));
    for (const { text } of verify) {
      expect(text).toMatch(/\bverify\b/i);
      expect(text).toMatch(/Loki|Fluentd|StructuredLogger|logger\.audit|Grafana|runbook/);
      expect(text).not.toMatch(/\byou (?:must|are (?:obliged|required|compliant))\b/i);
    }
  }
});

test("hostile texts are read at once", async () => {
  const before = Date.now();
  await told({
    "a.md": "PCI ".repeat(60_000),
    "models/a.py": "e_mail".repeat(40_000),
    "b.sql": `${"gdpr_".repeat(50_000)}\n`,
  });
  expect(Date.now() - before).toBeLessThan(3000);
});
