/** The first page of the generated documents: what there is to read, for whom, and how it came about. */
import { code, table } from "../model";
import type { Page } from "./page";

/** @param pages of each environment, those first that people begin with */
export const indexPage = (environments: ReadonlyMap<string, readonly Page[]>): string =>
  [
    "# Documents",
    "<!-- Written by `npm run docs` from the environments themselves. Change those, not this page. -->",
    `They are written from the same objects that are deployed, so they cannot disagree with them. ${code("npm run docs")} writes them anew, together
with a site that opens from disk (${code("site/index.html")}); the tests fail where a page is stale. ${code("npm run docs -- --environment NAME")} writes those of
another environment.`,
    ...[...environments].flatMap(([name, pages]) => [
      `## ${name}`,
      table(
        ["document", "what it is for"],
        pages.filter(isMain).map(({ path, title, purpose }) => [`[${title}](${path})`, purpose]),
      ),
    ]),
    "## All environments",
    "- [Checks](checks.md): what is checked before anything is synthesized, each with its reason, its mend and an example.",
  ]
    .join("\n\n")
    .concat("\n");

/** Pages below another one are reached from there. */
const isMain = ({ path }: Page): boolean => path.split("/").length === 2;
