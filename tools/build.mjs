/**
 * Builds one program from its pinned Go module, with progress and under a lock: a first build takes minutes, and two
 * test runs that start together must not build twice.
 */
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { completedModule } from "./completed-module.mjs";

/** @returns {boolean} whether there is anything to build with */
export const hasGo = () => spawnSync("go", ["version"]).status === 0;

/**
 * @param {string} name
 * @param {import("./tools.mjs").Build} build
 * @param {string} output the file to write
 * @param {(line: string) => void} report takes a line every ten seconds
 * @returns {Promise<void>}
 */
export async function goBuild(name, build, output, report) {
  const cwd = join(dirname(fileURLToPath(import.meta.url)), build.module);
  if (build.completion === undefined) return compile(name, build, cwd, [], output, report);
  const scratch = `${output}.source`;
  try {
    const modfile = await completedModule(cwd, build.completion, scratch);
    await compile(name, build, cwd, ["-modfile", modfile], output, report);
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * @param {string} name
 * @param {import("./tools.mjs").Build} build
 * @param {string} cwd the folder of the go.mod
 * @param {readonly string[]} flags
 * @param {string} output
 * @param {(line: string) => void} report
 * @returns {Promise<void>}
 */
function compile(name, build, cwd, flags, output, report) {
  const args = ["build", "-v", "-trimpath", "-mod=readonly", "-buildvcs=false", ...flags];
  args.push(
    "-ldflags",
    `-s -w -X ${build.versionVariable}`,
    "-tags",
    build.tags.join(","),
    "-o",
    output,
    build.package,
  );
  // No C compiler needed, and no go.work of a surrounding folder heeded.
  const go = spawn("go", args, { cwd, env: { ...process.env, CGO_ENABLED: "0", GOWORK: "off" } });

  const started = Date.now();
  const count = { downloaded: 0, compiled: 0 };
  let errors = "";
  let rest = "";
  go.stderr.setEncoding("utf8").on("data", (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line.startsWith("go: downloading ")) count.downloaded += 1;
      else if (/^[\w.~/-]+$/.test(line)) count.compiled += 1;
      else errors += `${line}\n`;
    }
  });
  const progress = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000);
    report(`${name}: ${seconds} s, ${count.downloaded} modules downloaded, ${count.compiled} packages compiled`);
  }, 10_000);

  return new Promise((done, fail) => {
    go.on("error", fail);
    go.on("close", (status) => {
      if (status === 0) done();
      else fail(new Error(`go build of ${name} failed:\n${(errors + rest).trim()}`));
    });
  }).finally(() => clearInterval(progress));
}

/**
 * Takes the lock file, waiting for a living owner. An owner that has not touched its lock for a minute was killed.
 * @param {string} path
 * @param {() => void} waiting
 * @returns {Promise<() => void>} gives the lock back
 */
export async function lock(path, waiting) {
  for (let told = false; ; told = true) {
    try {
      fs.writeFileSync(path, `${process.pid}\n`, { flag: "wx" });
      const alive = setInterval(() => fs.utimesSync(path, new Date(), new Date()), 5_000);
      return () => {
        clearInterval(alive);
        fs.rmSync(path, { force: true });
      };
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const touched = fs.statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (touched !== undefined && (Date.now() - touched > 60_000 || !isRunning(path))) fs.rmSync(path, { force: true });
    else if (!told) waiting();
    await new Promise((next) => setTimeout(next, 500));
  }
}

/** @param {string} path a lock file */
function isRunning(path) {
  try {
    const owner = Number(fs.readFileSync(path, "utf8"));
    return owner === 0 || process.kill(owner, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}
