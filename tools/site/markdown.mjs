/** Markdown as the site shows it: anchors as on GitHub, links to pages instead of files, diagrams left to the browser. */
import anchor from "markdown-it-anchor";
import MarkdownIt from "markdown-it";
import { posix } from "node:path";
import { htmlOf } from "./pages.mjs";

/**
 * @param {readonly import("./pages.mjs").SitePage[]} pages
 * @returns {{ readonly reader: any, readonly broken: Set<string> }} `broken` fills while pages are rendered
 */
export const markdown = (pages) => {
  const sources = new Set(pages.map(({ source }) => source));
  const broken = new Set();
  const reader = new MarkdownIt({ html: true }).use(anchor, { slugify, tabIndex: false });
  const fence = reader.renderer.rules.fence;
  reader.renderer.rules.fence = (tokens, index, ...rest) =>
    tokens[index].info.trim() === "mermaid"
      ? `<pre class="mermaid">${reader.utils.escapeHtml(tokens[index].content)}</pre>\n`
      : fence(tokens, index, ...rest);
  reader.renderer.rules.table_open = () => '<div class="wide"><table>\n';
  reader.renderer.rules.table_close = () => "</table></div>\n";
  reader.core.ruler.push("links", (state) => {
    const from = state.env.source;
    if (from === undefined) return;
    for (const { children } of state.tokens)
      for (const token of children ?? []) if (token.type === "link_open") lead(token, from);
  });
  const lead = (token, from) => {
    const href = token.attrGet("href");
    if (/^([a-z]+:|#|\/\/)/.test(href)) return;
    const [file, hash] = decodeURI(href).split("#");
    const target = posix.join(posix.dirname(from), file);
    if (sources.has(target)) token.attrSet("href", [htmlOf(file), hash].filter((part) => part !== undefined).join("#"));
    // Sources of the repository are no part of the site.
    else if (!from.startsWith("docs/generated/")) token.attrs = token.attrs.filter(([name]) => name !== "href");
    else broken.add(`${from}: ${href}`);
  };
  return { reader, broken };
};

/** @param {string} heading */
export const slugify = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");
