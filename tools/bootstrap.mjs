#!/usr/bin/env node
/**
 * What `npm start`, `npm test`, `npm run …` and `cdktf synth` do: takes a clone from whatever state it is in to a finished run, so that
 * neither a person nor a build server has to know the steps. Needs nothing installed but Node.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ensure, missing } from "./tools.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const inRoot = (/** @type {readonly string[]} */ ...path) => join(root, ...path);
/** What the compiled project is entered through: by people and by the cdktf command line. */
const app = inRoot("dist", "main.js");
const ci = process.env.CI === "true";

/** Entry files rather than `node_modules/.bin`: those are shell scripts on Windows. */
const bin = (/** @type {string} */ path) => inRoot("node_modules", path);
const tsc = bin("typescript/bin/tsc");
const cache = (/** @type {string} */ name) => bin(join(".cache", name));

/**
 * Runs Node on a script in the project's folder, sharing the terminal.
 * @param {readonly string[]} args
 * @returns {number} its exit code
 */
const node = (...args) => spawn(process.execPath, args);

/**
 * How Node runs a synthesis, which is over after a few seconds.
 * - It makes many objects that live on for a while: with the usual 16 MiB for young ones, Node spends a quarter of the time on moving them about,
 *   with this a tenth.
 * - Functions are made fast only when they have run seven times as long as usual: of the more than two seconds of processor time that Node 20 puts
 *   into that, hardly any comes back before the end. Later versions have no such option, and refuse to start with it.
 * - What is made of the files that are loaded is kept for the next time. Later versions do that by themselves.
 */
const forSynthesis = () => {
  process.env.NODE_COMPILE_CACHE ??= cache("compiled");
  return [
    "--min-semi-space-size=64",
    "--max-semi-space-size=64",
    ...(process.version.startsWith("v20.")
      ? ["--interrupt-budget=500000", `--require=${inRoot("tools", "compile-cache.cjs")}`]
      : []),
  ];
};

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {boolean} [shell]
 */
function spawn(command, args, shell = false) {
  const { status, signal, error } = spawnSync(command, args, { cwd: root, stdio: "inherit", shell });
  if (error) console.error(`${command}: ${error.message}`);
  if (signal) process.exit(130);
  return status ?? 1;
}

/**
 * What `import-slos` and `assess` print is a file.
 * @param {string} text
 */
const announce = (text) =>
  (["import-slos", "assess"].includes(process.argv[2] ?? "") ? console.error : console.log)(text);

/**
 * Announces a step, runs it, tells how long it took.
 * @param {string} title
 * @param {() => number} action
 * @returns {number} its exit code
 */
function step(title, action) {
  announce(`\n== ${title}`);
  const started = performance.now();
  const status = action();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  announce(`== ${title}: ${status === 0 ? "ok" : `failed (exit code ${status})`}, ${seconds} s`);
  return status;
}

function requireNode() {
  if (Number.parseInt(process.versions.node, 10) >= 20) return;
  console.error(`Node 20 or later is needed; this is ${process.version} (${process.execPath}).`);
  process.exit(1);
}

/** @param {string} path */
const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

/**
 * Whether node_modules holds what package-lock.json asks for, by npm's own record of what it installed: so an `npm install`
 * by hand counts, and one that was cut short, which leaves no record, does not.
 */
function isInstalled() {
  const record = bin(".package-lock.json");
  if (!existsSync(record)) return false;
  const installed = readJson(record).packages;
  return Object.entries(readJson(inRoot("package-lock.json")).packages)
    .filter(([path]) => path.includes("node_modules/"))
    .every(([path, wanted]) => {
      const found = installed[path];
      return found
        ? found.version === wanted.version && found.integrity === wanted.integrity
        : wanted.optional === true;
    });
}

function install() {
  if (isInstalled()) return;
  const args = ["ci", "--include=dev"];
  const npm = process.env.npm_execpath ?? "";
  const status = step("install dependencies", () =>
    npm.endsWith("npm-cli.js") ? node(npm, ...args) : spawn("npm", args, process.platform === "win32"),
  );
  if (status !== 0) process.exit(status);
}

/**
 * What is compiled together: only what a command needs, so that `npm start` does not wait for what applications install.
 * @typedef {object} Project
 * @property {string} title
 * @property {string} config its tsconfig
 * @property {readonly string[]} sources folders and files; those of `include` come on top
 * @property {readonly string[]} outputs what the compiler makes of them
 * @property {string} stamp remembers the sources of the last time; goes with the outputs
 */
const CONTRACT = { sources: ["contract/tsconfig.json", "contract/src"], outputs: ["contract/dist"] };
const INSTRUMENTATION = {
  sources: [...CONTRACT.sources, "instrumentation/tsconfig.json", "instrumentation/src"],
  outputs: [...CONTRACT.outputs, "instrumentation/dist"],
};
/** @type {Readonly<Record<"platform" | "example" | "benchmarks", Project>>} */
const projects = {
  platform: {
    title: "compile",
    config: "tsconfig.build.json",
    sources: CONTRACT.sources,
    outputs: [...CONTRACT.outputs, "dist"],
    stamp: "dist/.sources",
  },
  example: {
    title: "compile the example",
    config: "examples/shop-api/tsconfig.json",
    sources: [...INSTRUMENTATION.sources, "examples/shop-api/src"],
    outputs: [...INSTRUMENTATION.outputs, "examples/shop-api/dist"],
    stamp: "examples/shop-api/dist/.sources",
  },
  benchmarks: {
    title: "compile the benchmarks",
    config: "tsconfig.bench.json",
    sources: INSTRUMENTATION.sources,
    outputs: [...INSTRUMENTATION.outputs, "dist/bench/middleware", "dist/bench/logger", "dist/.bench.tsbuildinfo"],
    stamp: "dist/bench/.sources",
  },
};

/**
 * What decides the compiler's output, one line for each file: path, time, size.
 * @param {Project} project
 * @returns {readonly string[]}
 */
function sourcesOf({ config, sources }) {
  const included = readJson(inRoot(config)).include.map((/** @type {string} */ path) => join(dirname(config), path));
  const filesIn = (/** @type {string} */ folder) =>
    readdirSync(inRoot(folder), { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile())
      // Node before 20.12 has `path` only.
      .map((file) => join(file.parentPath ?? file.path, file.name).slice(root.length + 1));
  const paths = ["tsconfig.json", "tsconfig.build.json", "package-lock.json", config, ...sources, ...included]
    .filter((path) => existsSync(inRoot(path)))
    .flatMap((path) => (statSync(inRoot(path)).isDirectory() ? filesIn(path) : [path]));
  return [...new Set(paths)]
    .map((path) => {
      const { mtimeMs, size } = statSync(inRoot(path));
      return `${path}\t${mtimeMs}\t${size}`;
    })
    .sort();
}

/**
 * Compiles a project and what it refers to, unless the sources are those of the last time and nothing has been thrown away.
 * @param {Project} project
 */
function compile(project = projects.platform) {
  const stamp = inRoot(project.stamp);
  const now = sourcesOf(project);
  const isThere = project.outputs.every((path) => existsSync(inRoot(path)));
  const before = existsSync(stamp) && isThere ? readFileSync(stamp, "utf8").split("\n") : [];
  if (now.join("\n") === before.join("\n")) return 0;
  const paths = new Set(now.map((line) => line.split("\t")[0]));
  // The compiler never deletes: what it made of a file that is gone would stay importable.
  if (!before.length || before.some((line) => !paths.has(line.split("\t")[0]))) {
    for (const path of project.outputs) rmSync(inRoot(path), { recursive: true, force: true });
  }
  const status = step(project.title, () => node(tsc, "-b", project.config));
  if (status === 0) {
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, now.join("\n"));
  }
  return status;
}

/** @param {readonly string[]} args */
const start = (args) => compile() || node(...forSynthesis(), app, "start", ...args);

/** @param {readonly string[]} args */
const synth = (args) => compile() || node(...forSynthesis(), app, "synth", ...args);

/**
 * A command that needs promtool, which is built where there is none.
 * @param {readonly string[]} script
 * @param {readonly string[]} args
 */
async function withPromtool(script, args) {
  const status = compile();
  if (status !== 0) return status;
  const command = inRoot("dist", ...script);
  if (args.some((arg) => /^--promtool(=|$)/.test(arg))) return node(command, ...args);
  const promtool = await ensure("promtool", (line) => console.log(line));
  if (promtool) return node(command, "--promtool", promtool.path, ...args);
  console.error(missing("promtool"));
  return 1;
}

/** @param {readonly string[]} args */
const prove = (args) => withPromtool(["lib", "cli", "prove.js"], args);

/**
 * The figures of docs/slo-correctness.md, as promtool tells them today.
 * @param {readonly string[]} args
 */
const sloCorrectness = (args) => withPromtool(["lib", "cli", "slo-correctness.js"], args);

/**
 * What objectives cost to generate and to evaluate.
 * @param {readonly string[]} args
 */
const benchSlo = (args) => withPromtool(["bench", "slo", "bench.js"], args);

/**
 * How synthesis grows with the number of services.
 * @param {readonly string[]} args
 */
const benchSynth = (args) =>
  compile() ||
  node(inRoot("dist", "bench", "synth", "bench.js"), ...forSynthesis().map((flag) => `--node=${flag}`), ...args);

/**
 * What the middleware adds to a request, beside others.
 * @param {readonly string[]} args
 */
const benchMiddleware = (args) =>
  compile(projects.benchmarks) || node(inRoot("dist", "bench", "middleware", "bench.js"), ...args);

/**
 * Lines per second of the logger, beside others.
 * @param {readonly string[]} args
 */
const benchLogger = (args) =>
  compile(projects.benchmarks) || node(inRoot("dist", "bench", "logger", "bench.js"), ...args);

/**
 * A shop that is instrumented, on this machine's own address.
 * @param {readonly string[]} args
 */
function example(args) {
  const status = compile(projects.example);
  if (status !== 0) return status;
  const inShop = (/** @type {string} */ name) => inRoot("examples", "shop-api", "dist", name);
  // Ctrl-C reaches both: the shop ends itself, and its last spans and lines are waited for.
  process.on("SIGINT", () => undefined);
  return node("--import", pathToFileURL(inShop("observability.js")).href, inShop("main.js"), ...args);
}

/**
 * Who is told of which alert.
 * @param {readonly string[]} args
 */
const routes = (args) => compile() || node(app, "routes", ...args);

/**
 * What is promised, and what it costs.
 * @param {readonly string[]} args
 */
const slos = (args) => compile() || node(app, "slos", ...args);

/**
 * The pages of docs/generated/, and the site of all documents.
 * @param {readonly string[]} args
 */
const docs = (args) =>
  compile() ||
  node(...forSynthesis(), app, "docs", ...args) ||
  (args.some((arg) => ["--help", "-h"].includes(arg)) ? 0 : node(inRoot("tools", "site.mjs"), "site"));

/**
 * Files are named from where the person stands.
 * @param {readonly string[]} args
 */
const filesFrom = (args) => {
  const from = process.env.INIT_CWD ?? process.cwd();
  return args.map((arg) => (arg.startsWith("-") ? arg : relative(root, resolve(from, arg))));
};

/**
 * What the checks say of rule files.
 * @param {readonly string[]} args
 */
const checkRules = (args) => compile() || node(inRoot("dist", "lib", "cli", "check-rules.js"), ...filesFrom(args));

/**
 * Objectives of OpenSLO and Sloth as source text.
 * @param {readonly string[]} args
 */
const importSlos = (args) => compile() || node(inRoot("dist", "lib", "cli", "import-slos.js"), ...args);

/** @param {readonly string[]} args */
const checkMetrics = (args) => compile() || node(inRoot("dist", "lib", "cli", "check-metrics.js"), ...args);

/**
 * What a project is made of, what watches it, and what to do first.
 * @param {readonly string[]} args
 */
const assess = (args) => compile() || node(inRoot("dist", "lib", "cli", "command.js"), "assess", ...args);

/**
 * Dashboards to look at, drawn without a Grafana.
 * @param {readonly string[]} args
 */
const preview = (args) => compile() || node(inRoot("tools", "preview.mjs"), "open", ...args);

/** @param {readonly string[]} args */
function test(args) {
  const typeCheck = ["--noEmit", "-p", "tsconfig.json", "--incremental", "--tsBuildInfoFile", cache("tsc.tsbuildinfo")];
  const format = ["--check", "--cache", "--cache-location", cache("prettier.json"), "--log-level", "warn", "."];
  // All of them, also after a failure: whoever waits for the last step wants to hear of every mistake at once.
  const steps = {
    "type-check": () => node(tsc, ...typeCheck),
    lint: () => node(bin("eslint/bin/eslint.js"), "."),
    format: () => node(bin("prettier/bin/prettier.cjs"), ...format),
    tools: () => node(inRoot("tools", "tools.mjs"), "ensure"),
    preview: () => node(inRoot("tools", "preview.mjs"), "prepare"),
    tests: () => node(bin("jest/bin/jest.js"), ...(ci ? ["--ci"] : []), ...args),
  };
  const results = [
    ...[projects.platform, projects.example].map((project) => ({ title: project.title, status: compile(project) })),
    ...Object.entries(steps).map(([title, action]) => ({ title, status: step(title, action) })),
  ];
  const failed = results.filter(({ status }) => status !== 0);
  if (failed.length > 0) console.log(`\n== failed: ${failed.map(({ title }) => title).join(", ")}`);
  return failed[0]?.status ?? 0;
}

/** @type {Readonly<Record<string, (args: readonly string[]) => number | Promise<number>>>} */
const commands = {
  start,
  synth,
  prove,
  routes,
  slos,
  docs,
  "check-rules": checkRules,
  "check-metrics": checkMetrics,
  "import-slos": importSlos,
  assess,
  "slo-correctness": sloCorrectness,
  "bench:slo": benchSlo,
  "bench:synth": benchSynth,
  "bench:middleware": benchMiddleware,
  "bench:logger": benchLogger,
  example,
  preview,
  test,
};
const [name, ...args] = process.argv.slice(2);
requireNode();
if (!Object.hasOwn(commands, name ?? "")) {
  console.error(`node tools/bootstrap.mjs ${Object.keys(commands).join("|")} [arguments]`);
  process.exit(2);
}
install();
process.exitCode = await commands[name](args);
