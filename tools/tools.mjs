#!/usr/bin/env node
/**
 * Finds the command-line tools that prove what this library generates, or builds them from their pinned Go modules:
 * a rule is only proven when the program that will read it has accepted it.
 */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { goBuild, hasGo, lock } from "./build.mjs";

/**
 * @typedef {object} Completion what a module's release lacks although its source embeds it
 * @property {string} module the Go module
 * @property {Readonly<Record<string, string>>} files texts that stand in, by path in the module
 *
 * @typedef {object} Build how a tool is made from source
 * @property {string} module the folder below `tools/` whose go.mod and go.sum pin everything
 * @property {string} package the Go package to build
 * @property {string} versionVariable the variable that upstream's own release sets at link time
 * @property {readonly string[]} tags Go build tags
 * @property {Completion} [completion] absent: the release is complete
 *
 * @typedef {object} Tool
 * @property {string} version what is built and what the proofs are written for
 * @property {readonly [string, string]} accepts a program on PATH fits from the first version up to, not including, the second
 * @property {readonly string[]} versionArguments how the program is asked for its version
 * @property {string} proves what is left unproven without it
 * @property {Build} [build] absent: found on PATH only
 * @property {boolean} [optional] true: built and missed only where somebody asks for it
 *
 * @typedef {{ readonly path: string, readonly version: string, readonly from: "PATH" | "cache" | "build" }} Found
 */

/** @type {Readonly<Record<string, Tool>>} */
export const tools = {
  promtool: {
    version: "3.15.0",
    accepts: ["3.15.0", "4.0.0"],
    versionArguments: ["--version"],
    proves: "Prometheus configurations, recording rules and alerts",
    build: {
      module: "promtool",
      package: "github.com/prometheus/prometheus/cmd/promtool",
      versionVariable: "github.com/prometheus/common/version.Version=3.15.0",
      // The cloud service discoveries bring the clouds' whole client libraries: three times the build.
      tags: ["remove_all_sd", "enable_kubernetes_sd", "enable_consul_sd", "enable_dns_sd"],
    },
  },
  amtool: {
    version: "0.34.2",
    accepts: ["0.31.0", "1.0.0"],
    versionArguments: ["--version"],
    proves: "Alertmanager configurations and routes",
    build: {
      module: "amtool",
      package: "github.com/prometheus/alertmanager/cmd/amtool",
      versionVariable: "github.com/prometheus/common/version.Version=0.34.2",
      // Time zones, for machines that have none. The same for both, so that they share most of what is compiled.
      tags: ["timetzdata"],
    },
  },
  alertmanager: {
    version: "0.34.2",
    // Older ones do not read all of what is rendered, and tell less about what they inhibit.
    accepts: ["0.34.0", "1.0.0"],
    versionArguments: ["--version"],
    proves: "that Alertmanager itself groups, inhibits, mutes and tells as the library says",
    build: {
      module: "alertmanager",
      package: "github.com/prometheus/alertmanager/cmd/alertmanager",
      versionVariable: "github.com/prometheus/common/version.Version=0.34.2",
      tags: ["timetzdata"],
      completion: {
        module: "github.com/prometheus/alertmanager",
        files: { "ui/app/dist/index.html": "Built without the web interface.\n" },
      },
    },
  },
  helm: {
    version: "3.22.0",
    accepts: ["3.17.0", "4.0.0"],
    versionArguments: ["version", "--short"],
    proves: "Helm values and the charts that they render",
    build: {
      module: "helm",
      package: "helm.sh/helm/v3/cmd/helm",
      versionVariable: "helm.sh/helm/v3/internal/version.version=v3.22.0",
      tags: [],
    },
  },
  terraform: {
    version: "1.11.0",
    accepts: ["1.11.0", "2.0.0"],
    versionArguments: ["version"],
    proves: "every stack: validate, plan, apply and destroy",
  },
  prometheus: {
    version: "3.15.0",
    // The statistics of queries that the bench reads.
    accepts: ["3.0.0", "4.0.0"],
    versionArguments: ["--version"],
    proves: "what the rules of objectives cost, and that every panel of every dashboard is drawn with data",
    build: {
      module: "prometheus",
      package: "github.com/prometheus/prometheus/cmd/prometheus",
      versionVariable: "github.com/prometheus/common/version.Version=3.15.0",
      tags: ["remove_all_sd", "enable_kubernetes_sd", "enable_consul_sd", "enable_dns_sd"],
    },
    optional: true,
  },
};

const executable = (/** @type {string} */ name) => (process.platform === "win32" ? `${name}.exe` : name);

/** @returns {string} `$XDG_CACHE_HOME` or `~/.cache`; outside the work tree, so that every checkout shares one build */
const cacheFolder = () => join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "cdktf-observability", "tools");

/** @param {string} name */
const cachedPath = (name) => join(cacheFolder(), `${name}-${tools[name].version}`, executable(name));

/**
 * @param {string} path
 * @param {readonly string[]} args
 * @returns {string | undefined} the first version number that the program prints
 */
function versionOf(path, args) {
  const env = { ...process.env, CHECKPOINT_DISABLE: "1" };
  const { status, stdout } = spawnSync(path, args, { encoding: "utf8", timeout: 20_000, env });
  return status === 0 ? /\d+\.\d+(\.\d+)?/.exec(stdout)?.[0] : undefined;
}

/**
 * @param {string} left
 * @param {string} right
 */
const compare = (left, right) => left.localeCompare(right, "en", { numeric: true });

/**
 * @param {string} version
 * @param {Tool} tool
 */
function fits(version, { accepts: [from, below] }) {
  const padded = version.split(".").length === 2 ? `${version}.0` : version;
  return compare(padded, from) >= 0 && compare(padded, below) < 0;
}

/**
 * Every program of that name on PATH, in order, with the version that it claims.
 * @param {string} name
 */
function* onPath(name) {
  for (const folder of (process.env.PATH ?? "").split(delimiter).filter(Boolean)) {
    const path = resolve(folder, executable(name));
    if (isProgram(path)) yield { path, version: versionOf(path, tools[name].versionArguments) };
  }
}

/** @param {string} path */
function isProgram(path) {
  try {
    fs.accessSync(path, fs.constants.X_OK);
    return fs.statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * A fitting version on PATH, else the cached build. Never builds.
 * @param {string} name
 * @returns {Found | undefined}
 */
export function find(name) {
  const tool = tools[name];
  for (const { path, version } of onPath(name)) {
    if (version !== undefined && fits(version, tool)) return { path, version, from: "PATH" };
  }
  const path = cachedPath(name);
  return (tool.build || tool.optional) && isProgram(path) ? { path, version: tool.version, from: "cache" } : undefined;
}

/**
 * One sentence for people: what is missing, what that leaves unproven, how to get it.
 * @param {string} name
 */
export function missing(name) {
  const { accepts, proves, build } = tools[name];
  const unfit = [...onPath(name)]
    .map(({ path, version }) => `; ${path} is ${version ?? "of unknown version"}`)
    .join("");
  const onYourPath = `put ${name} ${accepts[0]} or later (below ${accepts[1]}) on PATH`;
  const mend = build
    ? `install Go 1.26 or later and run \`node tools/tools.mjs ensure\`, or ${onYourPath}`
    : onYourPath;
  return `${name} is missing${unfit}. Without it nothing proves ${proves}. To get it: ${mend}.`;
}

/**
 * Finds the tool or builds it.
 * @param {string} name
 * @param {(line: string) => void} report takes progress, line by line
 * @returns {Promise<Found | undefined>} undefined where there is nothing to build it with
 */
export async function ensure(name, report) {
  const found = find(name);
  const { build } = tools[name];
  if (found || !build || !hasGo()) return found;
  const path = cachedPath(name);
  fs.mkdirSync(dirname(path), { recursive: true });
  const release = await lock(`${dirname(path)}.lock`, () => report(`${name}: another process is building it, waiting`));
  try {
    return find(name) ?? (await compile(name, build, path, report));
  } finally {
    release();
  }
}

/**
 * @param {string} name
 * @param {Build} build
 * @param {string} path
 * @param {(line: string) => void} report
 * @returns {Promise<Found>}
 */
async function compile(name, build, path, report) {
  const { version, versionArguments } = tools[name];
  // Under its final name a program is always whole: a build that is killed leaves only a partial one, which goes here.
  for (const file of fs.readdirSync(dirname(path))) {
    if (file.includes(".partial")) fs.rmSync(join(dirname(path), file), { recursive: true });
  }
  const partial = join(dirname(path), executable(`${name}.partial-${process.pid}`));
  report(`${name} ${version}: building from its pinned Go module; takes minutes, once per machine`);
  await goBuild(name, build, partial, report);
  if (versionOf(partial, versionArguments) === undefined) throw new Error(`${partial} was built but does not run`);
  fs.renameSync(partial, path);
  return { path, version, from: "build" };
}

const usage = `node tools/tools.mjs ensure        find or build every tool that tests need
node tools/tools.mjs path <name>   print where it is; never builds
                                   names: ${Object.keys(tools).join(", ")}`;

/** @param {readonly string[]} args */
async function main([command, name]) {
  if (command === "path" && name !== undefined && Object.hasOwn(tools, name)) {
    const found = find(name);
    console[found ? "log" : "error"](found?.path ?? missing(name));
    return found ? 0 : 1;
  }
  if (command !== "ensure") {
    console.error(usage);
    return 2;
  }
  let complete = true;
  for (const tool of Object.keys(tools).filter((each) => !tools[each].optional)) {
    const started = Date.now();
    const found = await ensure(tool, (line) => console.log(`  ${line}`)).catch((error) =>
      console.error(`  ${error.message}`),
    );
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    if (found)
      console.log(
        `${tool.padEnd(12)} ${found.version.padEnd(7)} ${found.from.padEnd(5)} ${seconds.padStart(6)} s  ${found.path}`,
      );
    else console.log(missing(tool));
    complete &&= found !== undefined;
  }
  return complete || process.env.CI !== "true" ? 0 : 1;
}

if (process.argv[1] && import.meta.url === pathToFileURL(fs.realpathSync(process.argv[1])).href) {
  process.exitCode = await main(process.argv.slice(2));
}
