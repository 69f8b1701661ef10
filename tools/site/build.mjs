/** Makes a static site of README.md and docs/: `node build.mjs ROOT OUTPUT`. It opens from disk, and asks the network for nothing. */
import Eleventy from "@11ty/eleventy";
import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { markdown } from "./markdown.mjs";
import { pagesOf } from "./pages.mjs";
import { sectionsOf } from "./sections.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const { resolve } = createRequire(import.meta.url);
const [root = ".", output = "site"] = process.argv.slice(2);

const pages = pagesOf(root);
const { broken, reader } = markdown(pages);
rmSync(output, { recursive: true, force: true });

const site = new Eleventy(join(here, "page"), output, {
  configPath: false,
  quietMode: true,
  /** @param {import("@11ty/eleventy/UserConfig").default} configuration */
  config(configuration) {
    configuration.setLibrary("md", reader);
    for (const page of pages)
      configuration.addTemplate(page.source, page.text, {
        permalink: page.path,
        layout: "page.njk",
        page,
        title: page.title,
        source: page.source,
        up: "../".repeat(page.path.split("/").length - 1),
        menu: menuFor(page),
        // Braces of alerts and queries are no templates.
        templateEngineOverride: "md",
      });
  },
});
await site.write();

const assets = join(output, "assets");
mkdirSync(assets, { recursive: true });
cpSync(join(here, "look"), assets, { recursive: true });
cpSync(join(root, "docs", "pictures"), join(output, "docs", "pictures"), { recursive: true });
copyFileSync(
  join(dirname(resolve("@mermaid-js/tiny/package.json")), "dist", "mermaid.tiny.js"),
  join(assets, "mermaid.js"),
);
copyFileSync(join(dirname(resolve("minisearch")), "..", "umd", "index.js"), join(assets, "minisearch.js"));
writeFileSync(join(assets, "sections.js"), `window.sections = ${JSON.stringify(sectionsOf(pages, reader))};\n`);

if (broken.size > 0) {
  console.error(`Links that lead nowhere:\n${[...broken].map((line) => `  ${line}`).join("\n")}`);
  process.exitCode = 1;
} else console.log(`site: ${pages.length} pages in ${join(output, "index.html")}`);

/**
 * The pages beside this one, by what they belong to.
 * @param {import("./pages.mjs").SitePage} current
 */
function menuFor(current) {
  const groups = [...new Set(pages.map(({ group }) => group))];
  return groups.map((group) => ({
    group,
    open: group === current.group || (current.path === "index.html" && group !== "Guides"),
    pages: pages
      .filter((page) => page.group === group && !page.minor)
      .map((page) => ({ title: page.title, path: page.path, current: page === current })),
  }));
}
