/** The pages of the site: every Markdown file that people read, at the place that it has in the repository, so that its links hold. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {object} SitePage
 * @property {string} source where its Markdown is: `docs/generated/prod/metrics.md`
 * @property {string} path where it is shown: `docs/generated/prod/metrics.html`
 * @property {string} title
 * @property {string} group what it belongs to in the menu
 * @property {boolean} minor reached from another page, and no line of the menu
 * @property {string} text
 */

/**
 * @param {string} root
 * @returns {readonly SitePage[]}
 */
export const pagesOf = (root) =>
  [
    "README.md",
    ...readdirSync(join(root, "docs"), { recursive: true })
      .map((name) => `docs/${String(name).replaceAll("\\", "/")}`)
      .filter((path) => path.endsWith(".md")),
  ]
    .map((source) => {
      const text = readFileSync(join(root, source), "utf8");
      return {
        source,
        path: htmlOf(source),
        title: /^# (.+)$/m.exec(text)?.[1] ?? source,
        group: groupOf(source),
        minor: /^docs\/generated\/[^/]+\/[^/]+\//.test(source),
        text,
      };
    })
    .sort((a, b) => (order(a) < order(b) ? -1 : 1));

/** @param {string} source */
export const htmlOf = (source) => source.replace(/(^|\/)README\.md$/, "$1index.html").replace(/\.md$/, ".html");

/** @param {string} source */
const groupOf = (source) => {
  const [, environment] = /^docs\/generated\/([^/]+)\//.exec(source) ?? [];
  if (environment !== undefined) return environment;
  return source.startsWith("docs/generated/") ? "Generated" : source === "README.md" ? "Start" : "Guides";
};

const GROUPS = ["Start", "Generated"];
/** In which order somebody reads who arrives. */
const DOCUMENTS = [
  "assessment",
  "architecture",
  "plan",
  "metrics",
  "dashboards",
  "runbooks",
  "slos",
  "integration",
  "routes",
];

/** @param {SitePage} page */
const order = ({ group, source }) => {
  const place = (/** @type {number} */ index, /** @type {number} */ last) =>
    String(index < 0 ? last : index).padStart(2, "0");
  const name = source.split("/").at(-1)?.replace(/\.md$/, "") ?? "";
  const groupPlace = group === "Guides" ? "99" : place(GROUPS.indexOf(group), 50);
  return [groupPlace, group, source.split("/").length, place(DOCUMENTS.indexOf(name), 50), source].join("\u0000");
};
