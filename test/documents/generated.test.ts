/** The pages of docs/generated: all there, none stale, nothing missing in the page of checks. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkEntries } from "../../lib/checks";
import { documented, filesIn, writeDocuments } from "../../lib/cli/docs";
import { generatedDocuments } from "../../lib/documents";
import { temporaryFolder } from "../stacks/synthesized";
import { environments } from "../../stacks/environments";
import { installation } from "../platform/installation";
import { installedModels } from "./models";

const folder = join(__dirname, "..", "..", "docs", "generated");
const names = documented(installation(environments));
const documents = generatedDocuments(installedModels.filter(({ name }) => names.includes(name)));
const page = documents.get("checks.md") ?? "";

/** What stands below the heading of a check. */
const sectionOf = (id: string): string => page.split(`\n### ${id}\n`)[1]?.split(/\n##+ /)[0] ?? "";

test("docs/generated is what `npm run docs` writes", () => {
  const written = new Map(filesIn(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  expect([...written.keys()]).toEqual([...documents.keys()].sort());
  for (const [name, text] of documents) expect({ name, text: written.get(name) }).toEqual({ name, text });
});

test("`npm run docs` writes the pages, and the same ones each time", () => {
  const fresh = temporaryFolder();
  writeDocuments(fresh, documents);
  writeDocuments(fresh, documents);
  expect(filesIn(fresh)).toEqual([...documents.keys()].sort());
  for (const [name, text] of documents) expect(readFileSync(join(fresh, name), "utf8")).toBe(text);
});

test("`npm run docs` removes pages and environments that there are no more", () => {
  const fresh = temporaryFolder();
  mkdirSync(join(fresh, "gone", "runbooks"), { recursive: true });
  writeFileSync(join(fresh, "gone", "runbooks", "loki.md"), "# Loki");
  writeFileSync(join(fresh, "routes-gone.md"), "# Who is told: gone");
  writeDocuments(fresh, documents);
  expect(filesIn(fresh)).toEqual([...documents.keys()].sort());
});

test("the eight documents are there for each environment that people rely on, and the index names them", () => {
  const wanted = ["assessment", "architecture", "plan", "metrics", "dashboards", "runbooks", "slos", "integration"];
  expect(names).toEqual(["prod"]);
  for (const name of names)
    for (const document of wanted) {
      expect([...documents.keys()]).toContain(`${name}/${document}.md`);
      expect(documents.get("README.md")).toContain(`](${name}/${document}.md)`);
    }
});

test("no page is larger than hosts show as Markdown", () => {
  for (const [name, text] of documents) expect({ name, large: text.length > 500_000 }).toEqual({ name, large: false });
});

describe.each(checkEntries.map((entry) => [entry.id, entry] as const))("%s", (id, { severity, reason }) => {
  const section = sectionOf(id);
  test("is listed with its severity and its reason", () => expect(section).toContain(`_${severity}_ · ${reason}`));
  test("has an example of what it refuses, what it says and what to write instead", () =>
    expect(section).toMatch(
      /It refuses:\n\n```(promql|yaml)\n[^]+?\n```\n\nand says:\n\n```text\n\S[^]*? {2}-> .+\n```/,
    ));
  test("has an example of what it takes", () => expect(section).toMatch(/It takes:\n\n```(promql|yaml)\n[^]+?\n```/));
  test("can be found from the top", () => expect(page).toContain(`](#${id.replaceAll("/", "")})`));
});

test("the two examples of a check differ", () => {
  for (const { id } of checkEntries) {
    const [wrong, right] = [/It refuses:\n\n([^]+?)\n```\n/, /It takes:\n\n([^]+?)\n```/].map(
      (form) => form.exec(sectionOf(id))?.[1],
    );
    expect({ id, same: wrong === right }).toEqual({ id, same: false });
  }
});
