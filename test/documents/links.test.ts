/** Every link of every generated page leads to a page, a section, a picture or a guide that exists. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { generatedDocuments } from "../../lib/documents";
import { anchorOf } from "../../lib/documents/page";
import { installedModels } from "./models";

const root = join(__dirname, "..", "..");
const FOLDER = "docs/generated";
/** All environments, also those whose pages are not kept. */
const documents = generatedDocuments(installedModels);

/** What stands between fences and in the font of code is no Markdown. */
const markdownOf = (text: string): string =>
  text
    .replaceAll(/^ *(```+)[^`\n]*\n[^]*?\n *\1 *$/gm, "")
    .replaceAll(/(`+)[^`\n]+?\1/g, (inline) => inline.replaceAll(/[[\]]/g, " "));

const headingsOf = (text: string): ReadonlySet<string> => {
  const seen = new Map<string, number>();
  const anchors = [...text.replaceAll(/^ *(```+)[^`\n]*\n[^]*?\n *\1 *$/gm, "").matchAll(/^#{1,6} (.+)$/gm)].map(
    ([, heading = ""]) => {
      const anchor = anchorOf(heading.replaceAll(/[`*\\]|\]\([^)]*\)/g, ""));
      const count = seen.get(anchor) ?? 0;
      seen.set(anchor, count + 1);
      return count === 0 ? anchor : `${anchor}-${count}`;
    },
  );
  return new Set([...anchors, ...[...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, id = ""]) => id)]);
};

const known = new Map([...documents].map(([name, text]) => [posix.join(FOLDER, name), headingsOf(text)]));

const anchorsIn = (path: string): ReadonlySet<string> | undefined =>
  known.get(path) ?? (existsSync(join(root, path)) ? headingsOf(readFileSync(join(root, path), "utf8")) : undefined);

/** What is wrong with a link, or nothing. */
const wrong = (from: string, target: string): string | undefined => {
  if (/^(https?|mailto):/.test(target)) return undefined;
  const [file = "", hash] = target.split("#");
  const path = file === "" ? from : posix.join(dirname(from), decodeURI(file));
  const anchors = anchorsIn(path);
  if (anchors === undefined) return `there is no ${path}`;
  if (hash !== undefined && path.endsWith(".md") && !anchors.has(decodeURIComponent(hash)))
    return `${path} has no section #${hash}`;
  return undefined;
};

test("every link leads somewhere", () => {
  let links = 0;
  const dead = [...documents].flatMap(([name, text]) =>
    [...markdownOf(text).matchAll(/\]\(([^()\s]+)(?: "[^"]*")?\)/g)].flatMap(([, target = ""]) => {
      links += 1;
      const problem = wrong(posix.join(FOLDER, name), target);
      return problem === undefined ? [] : [`${name}: ${target}: ${problem}`];
    }),
  );
  expect(links).toBeGreaterThan(1_000);
  expect(dead.slice(0, 20)).toEqual([]);
});

test("a link that leads nowhere is noticed", () => {
  const from = `${FOLDER}/README.md`;
  expect(wrong(from, "gone.md")).toBe(`there is no ${FOLDER}/gone.md`);
  expect(wrong(from, "checks.md#gone")).toBe(`${FOLDER}/checks.md has no section #gone`);
  expect(wrong(from, "../slo-mathematics.md")).toBeUndefined();
});

/** Two headings of one name have addresses that depend on their order. */
test("no page has two sections of one address", () => {
  const twice = [...documents].flatMap(([name, text]) => {
    const anchors = [...text.replaceAll(/^ *(```+)[^`\n]*\n[^]*?\n *\1 *$/gm, "").matchAll(/^#{1,2} (.+)$/gm)].map(
      ([, heading = ""]) => anchorOf(heading),
    );
    return anchors.filter((anchor, index) => anchors.indexOf(anchor) < index).map((anchor) => `${name}#${anchor}`);
  });
  expect(twice).toEqual([]);
});
