/** The pages of docs/generated: all there, none stale, nothing missing in the page of checks. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkEntries } from "../../lib/checks";
import { writeDocuments } from "../../lib/cli/docs";
import { generatedDocuments } from "../../lib/documents";
import { temporaryFolder } from "../stacks/synthesized";
import { installedModels } from "./models";

const folder = join(__dirname, "..", "..", "docs", "generated");
const documents = generatedDocuments(installedModels);
const page = documents.get("checks.md") ?? "";

/** What stands below the heading of a check. */
const sectionOf = (id: string): string => page.split(`\n### ${id}\n`)[1]?.split(/\n##+ /)[0] ?? "";

test("docs/generated is what `npm run docs` writes", () => {
  const written = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  expect([...written.keys()].sort()).toEqual([...documents.keys()].sort());
  for (const [name, text] of documents) expect({ name, text: written.get(name) }).toEqual({ name, text });
});

test("`npm run docs` writes the pages, and the same ones each time", () => {
  const fresh = temporaryFolder();
  writeDocuments(fresh, installedModels);
  writeDocuments(fresh, installedModels);
  expect(readdirSync(fresh)).toEqual([...documents.keys()].sort());
  for (const [name, text] of documents) expect(readFileSync(join(fresh, name), "utf8")).toBe(text);
});

test("`npm run docs` removes pages that there are no more", () => {
  const fresh = temporaryFolder();
  writeFileSync(join(fresh, "routes-gone.md"), "# Who is told: gone");
  writeDocuments(fresh, installedModels);
  expect(readdirSync(fresh)).not.toContain("routes-gone.md");
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
