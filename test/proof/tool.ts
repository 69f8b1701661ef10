/** The real command-line tools, as tests use them: found or named as missing, run, and never silently left out. */
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

export type ToolName = "promtool" | "amtool" | "alertmanager" | "helm" | "terraform";

const finder = join(__dirname, "..", "..", "tools", "tools.mjs");

type Lookup = { readonly path: string } | { readonly missing: string };
const lookups = new Map<ToolName, Lookup>();

function lookUp(name: ToolName): Lookup {
  const known = lookups.get(name);
  if (known) return known;
  const { status, stdout, stderr } = spawnSync(process.execPath, [finder, "path", name], { encoding: "utf8" });
  const found = status === 0 ? { path: stdout.trim() } : { missing: stderr.trim() };
  lookups.set(name, found);
  return found;
}

/** Where the tool is: a fitting version on `PATH`, else the cached build; undefined when there is neither. */
export function tool(name: ToolName): string | undefined {
  const found = lookUp(name);
  return "path" in found ? found.path : undefined;
}

export interface RunOptions {
  /** @default the working directory of the tests */
  readonly cwd?: string;
  /** What the tool reads from its standard input. @default nothing */
  readonly input?: string;
  /** Added to the environment of the tests. @default nothing */
  readonly env?: Readonly<Record<string, string>>;
  /** In milliseconds; a tool that takes longer is killed and the test fails. @default 60000 */
  readonly timeout?: number;
}

export interface RunResult {
  /** The exit code. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a tool to its end. Any exit code is a result; not being found, not starting and not ending are errors. */
export function run(name: ToolName, args: readonly string[], options: RunOptions = {}): RunResult {
  const found = lookUp(name);
  if ("missing" in found) throw new Error(found.missing);
  const { cwd, input = "", env, timeout = 60_000 } = options;
  const { status, signal, error, stdout, stderr } = spawnSync(found.path, args, {
    cwd,
    input,
    timeout,
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
    // Terraform asks the internet for newer versions of itself unless told not to.
    env: { ...process.env, CHECKPOINT_DISABLE: "1", ...env },
  });
  const call = [name, ...args].join(" ");
  if (error) throw new Error(`${call}: ${error.message}`, { cause: error });
  if (status === null) throw new Error(`${call}: ended by ${signal}\n${stderr}`);
  return { status, stdout, stderr };
}

/**
 * A group of tests that drive the named tools. Where one is missing the group becomes a single test that says which, what
 * stays unproven, and how to get it: skipped on a developer's machine, failing where `CI=true`.
 */
export function describeWith(tools: readonly ToolName[], title: string, tests: () => void): void {
  const reasons = tools.map(lookUp).flatMap((found) => ("missing" in found ? [found.missing] : []));
  if (reasons.length === 0) return describe(title, tests);
  if (process.env["CI"] === "true") return failing(title, reasons.join("\n"));
  skipped(title, reasons.join(" "));
}

/** A folder of unpacked charts. */
export interface Charts {
  /** The folder of one chart, `<name>-<version>`; its absence fails the test that asks. */
  folder(name: string, version: string): string;
}

/** The folder of unpacked charts named by the variable `CHARTS_DIR`; undefined when it is unset. */
export function chartsDirectory(): string | undefined {
  const directory = process.env["CHARTS_DIR"];
  return directory ? resolve(directory) : undefined;
}

/**
 * A group of tests that render the real charts. They are no part of the repository, so without `CHARTS_DIR` the group is
 * skipped by name, also where `CI=true`; a `CHARTS_DIR` that does not hold what is asked for fails.
 */
export function describeWithCharts(title: string, tests: (charts: Charts) => void): void {
  const directory = chartsDirectory();
  if (directory === undefined) {
    return skipped(title, "needs CHARTS_DIR: a folder of unpacked charts, each <name>-<version> with its dependencies");
  }
  if (!isDirectory(directory)) return failing(title, `CHARTS_DIR names ${directory}, which is not a folder`);
  describe(title, () => tests({ folder: (name, version) => chartFolder(directory, name, version) }));
}

function chartFolder(directory: string, name: string, version: string): string {
  const folder = join(directory, `${name}-${version}`);
  if (existsSync(join(folder, "Chart.yaml"))) return folder;
  throw new Error(
    `CHARTS_DIR has no ${name}-${version}: unpack that chart to ${folder}, with its dependencies in charts/`,
  );
}

const isDirectory = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

function skipped(title: string, reason: string): void {
  describe(title, () => test.skip(reason, () => undefined));
}

function failing(title: string, reason: string): void {
  describe(title, () =>
    test("everything it needs is there", () => {
      throw new Error(reason);
    }),
  );
}
