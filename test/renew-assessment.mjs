/** `node test/renew-assessment.mjs`: writes into the README what `assess` says today of the system that it shows (after `npm run build`). */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { assess, assessmentMarkdown } = createRequire(import.meta.url)(join(root, "dist", "lib", "assessment"));

const readme = join(root, "README.md");
const text = readFileSync(readme, "utf8");
const [, folder = ""] = /<!-- `npm run assess -- (\S+)`: begin -->/.exec(text) ?? [];
const page = assessmentMarkdown(await assess(join(root, folder)));
// The summary and what to do first; the parts follow.
const excerpt = page.slice(0, page.indexOf("\nHow sure:")).trim();
writeFileSync(
  readme,
  text.replace(
    /(: begin -->\n)[^]*?(<!-- end -->)/,
    (_, begin, end) => `${begin}\n\`\`\`text\n${excerpt}\n\`\`\`\n\n${end}`,
  ),
);
