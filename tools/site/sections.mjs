/** What the search looks through: each section of each page, with its anchor. */

/** Signs of a section that are searched: more of them find nothing new and take time. */
const LENGTH = 1_500;

/**
 * @param {readonly import("./pages.mjs").SitePage[]} pages
 * @param {any} reader
 */
export const sectionsOf = (pages, reader) =>
  pages.flatMap((page) => {
    const sections = [{ path: page.path, page: page.title, title: page.title, text: "" }];
    const tokens = reader.parse(page.text, {});
    tokens.forEach((token, index) => {
      if (token.type === "heading_open" && token.tag !== "h1" && token.tag < "h4")
        sections.push({
          path: `${page.path}#${token.attrGet("id")}`,
          page: page.title,
          title: plain(tokens[index + 1].content),
          text: "",
        });
      else if (token.type === "inline" || token.type === "fence") {
        const last = sections.at(-1);
        if (last.text.length < LENGTH) last.text += ` ${plain(token.content)}`.slice(0, LENGTH);
      }
    });
    return sections;
  });

/** @param {string} text */
const plain = (text) => text.replace(/\]\([^)\s]*\)|[`*[\]\\]|<[^>]{1,40}>/g, "").replace(/\s+/g, " ");
