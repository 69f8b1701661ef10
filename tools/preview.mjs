/**
 * What stands between a clone and a preview: Grafana's components, which nobody installs who does not look at dashboards, the bundled
 * page, and the programs that answer its questions.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { installIn } from "./install.mjs";
import { ensure, missing } from "./tools.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const inPreview = (/** @type {readonly string[]} */ ...path) => join(root, "preview", ...path);

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} cwd
 */
function run(command, args, cwd = root) {
  const { status, signal, error } = spawnSync(command, args, { cwd, stdio: "inherit" });
  if (error) console.error(`${command}: ${error.message}`);
  if (signal) process.exit(130);
  return status ?? 1;
}

const node = (/** @type {readonly string[]} */ ...args) => run(process.execPath, args);

const install = () => installIn(inPreview(), "installing what the preview is drawn with; takes a minute, once");

const bundle = () => install() || node(inPreview("build.mjs"));

/** Finds the programs or builds them. */
async function programs() {
  const found = [];
  for (const name of ["promtool", "prometheus"]) {
    const program = await ensure(name, (line) => console.log(`  ${line}`));
    if (!program) {
      console.error(missing(name));
      return undefined;
    }
    found.push(`--${name}`, program.path);
  }
  return found;
}

/**
 * The folder behind `--shot` is named from where the person stands.
 * @param {readonly string[]} args
 */
const named = (args) => {
  const from = process.env.INIT_CWD ?? process.cwd();
  return args.map((arg, index) => (args[index - 1] === "--shot" ? resolve(from, arg) : arg));
};

/** @param {readonly string[]} args */
async function open(args) {
  const status = bundle();
  if (status !== 0) return status;
  const found = await programs();
  return found ? node(inPreview("dist", "server.cjs"), "--root", root, ...found, ...named(args)) : 1;
}

const BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "chrome.exe"];

const hasBrowser = () =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .some((folder) => folder !== "" && BROWSERS.some((name) => existsSync(join(folder, name))));

/** For the tests, which draw every dashboard where there is a browser to draw them. */
async function prepare() {
  if (!hasBrowser()) {
    console.log("no Chromium on PATH: nothing proves that the dashboards are drawn (Debian: the package chromium)");
    return 0;
  }
  const status =
    bundle() ||
    node(join(root, "node_modules", "typescript", "bin", "tsc"), "--noEmit", "-p", inPreview()) ||
    node(
      join(root, "node_modules", "eslint", "bin", "eslint.js"),
      "--config",
      inPreview("eslint.config.mjs"),
      inPreview(),
    );
  if (status !== 0) return status;
  return (await programs()) || process.env.CI !== "true" ? 0 : 1;
}

const [command, ...args] = process.argv.slice(2);
process.exitCode = command === "prepare" ? await prepare() : await open(args);
