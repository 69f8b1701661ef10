/** Bundles the page and its server to preview/dist/, unless the sources are those of the last time. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const inHere = (/** @type {readonly string[]} */ ...path) => join(here, ...path);
const dist = inHere("dist");
const SOURCES = ["data", "logs", "page", "server", "browser"];

/** One line for each file: path, time, size. */
const stamp = () =>
  [
    ...SOURCES.flatMap((folder) =>
      readdirSync(inHere(folder), { recursive: true }).map((name) => join(folder, String(name))),
    ),
    "build.mjs",
    "package-lock.json",
  ]
    .map((path) => ({ path, file: statSync(inHere(path)) }))
    .filter(({ file }) => file.isFile())
    .map(({ path, file: { mtimeMs, size } }) => `${path}\t${mtimeMs}\t${size}`)
    .sort()
    .join("\n");

const FONT = "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2";

/** Grafana's packages expect a Grafana around them, which serves icons, fonts and editors. */
const standIns = {
  name: "stand-ins",
  setup(/** @type {import("esbuild").PluginBuild} */ build) {
    const instead = (/** @type {RegExp} */ filter, /** @type {string} */ file) =>
      build.onResolve({ filter }, () => ({ path: inHere("page", "stand-ins", file) }));
    instead(/^react-inlinesvg$/, "inline-svg.tsx");
    instead(/^(@monaco-editor\/react|monaco-editor)(\/|$)/, "nothing.ts");
    instead(/\/fonts\.mjs$/, "fonts.ts");
    // With all zones of all times it is half of the page.
    build.onResolve({ filter: /^moment-timezone$/ }, ({ resolveDir, kind }) =>
      build.resolve("moment-timezone/builds/moment-timezone-with-data-10-year-range.min.js", { resolveDir, kind }),
    );
    build.onResolve({ filter: /^icons-of-grafana$/ }, () => ({ path: "icons", namespace: "icons" }));
    build.onLoad({ filter: /./, namespace: "icons" }, () => ({ contents: JSON.stringify(icons()), loader: "json" }));
    build.onResolve({ filter: /^font-of-the-page$/ }, () => ({ path: createRequire(import.meta.url).resolve(FONT) }));
  },
};

function icons() {
  const folder = inHere("node_modules", "@grafana", "ui", "dist", "public", "img", "icons");
  return Object.fromEntries(
    readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith(".svg"))
      .map((name) => [name.replaceAll("\\", "/").replace(/\.svg$/, ""), readFileSync(join(folder, name), "utf8")]),
  );
}

const HTML = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>preview</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/page.css" />
  </head>
  <body>
    <div id="root"></div>
    <script type="module" src="/page.js"></script>
  </body>
</html>
`;

async function bundle() {
  const { build } = await import("esbuild");
  const common = { bundle: true, absWorkingDir: here, logLevel: "warning", legalComments: "none", target: "es2022" };
  await build({
    ...common,
    entryPoints: { page: "page/main.tsx" },
    outdir: "dist",
    format: "esm",
    minify: true,
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"', "process.env.DEBUG": '""' },
    loader: { ".woff2": "dataurl" },
    plugins: [standIns],
  });
  await build({
    ...common,
    entryPoints: { server: "server/main.ts", look: "browser/main.ts", documents: "browser/documents.ts" },
    outdir: "dist",
    outExtension: { ".js": ".cjs" },
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["playwright-core"],
  });
  writeFileSync(join(dist, "index.html"), HTML);
}

const now = stamp();
const known = join(dist, ".sources");
if (!existsSync(known) || readFileSync(known, "utf8") !== now) {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist);
  await bundle();
  writeFileSync(known, now);
}
