/** Runs promtool on files and reads what it says: the only part of the proof that touches the machine. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve as absolute } from "node:path";
import type { TextFile } from "./bench";

/** The program cannot be started, or is not promtool. */
export class PromtoolError extends Error {
  override readonly name = "PromtoolError";
}

/** A test file with the names of the tests in it. */
export interface TestFile extends TextFile {
  readonly tests: readonly string[];
}

/** What promtool says of each test by its name: nothing where it passes. */
export type TestReport = ReadonlyMap<string, readonly string[]>;

/** Files in a folder of their own, for as long as something works with them. */
const inFolder = async <Result>(
  files: readonly TextFile[],
  work: (folder: string) => Promise<Result>,
): Promise<Result> => {
  const folder = await mkdtemp(join(tmpdir(), "prove-"));
  try {
    await Promise.all(files.map(({ name, text }) => writeFile(join(folder, name), text)));
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Runs test files in one process. Each test that was asked for is in the report: what promtool never ran has failed. */
export const testRules = async (
  promtool: string,
  rules: readonly TextFile[],
  tests: readonly TestFile[],
): Promise<TestReport> => {
  if (tests.length === 0) return new Map();
  return inFolder([...rules, ...tests], async (folder) => {
    const args = ["test", "rules", `--junit=${REPORT}`, ...tests.map(({ name }) => name)];
    const { status, output } = await run(promtool, args, folder);
    const suites = testSuites(await readFile(join(folder, REPORT), "utf8").catch(() => ""));
    const failed = suites?.some(({ cases }) => cases.some(({ failures }) => failures.length > 0));
    if (suites === undefined || failed !== (status !== 0))
      throw new PromtoolError(
        `${promtool} was to test rules and ended with exit code ${status}, but its report ${suites === undefined ? "cannot be read" : "says otherwise"}. It printed:\n${output}`,
      );
    const byFile = new Map(suites.map((suite) => [suite.file, suite]));
    return new Map(
      tests.flatMap(({ name: file, tests: names }) => {
        const cases = byFile.get(file)?.cases ?? [];
        const strays = cases.flatMap((each) => (names.includes(each.name) ? [] : each.failures));
        const never = [["promtool did not run this test", ...strays].join(": ")];
        return names.map((name) => [name, cases.find((each) => each.name === name)?.failures ?? never] as const);
      }),
    );
  });
};

/** What promtool finds in rule files as they are deployed: one text for each file that it is not content with. */
export const checkRules = async (
  promtool: string,
  rules: readonly TextFile[],
): Promise<readonly { readonly file: string; readonly message: string }[]> => {
  if (rules.length === 0) return [];
  return inFolder(rules, async (folder) => {
    const args = ["check", "rules", "--lint=all", "--lint-fatal", ...rules.map(({ name }) => name)];
    const { status, output } = await run(promtool, args, folder);
    if (status === 0) return [];
    return output
      .split(/^Checking /m)
      .map((part) => /^(\S+)\n([\s\S]*)$/.exec(part))
      .flatMap((found) => {
        const [, file = "", message = ""] = found ?? [];
        return found === null || /^\s*SUCCESS: \d+ rules found\s*$/.test(message)
          ? []
          : [{ file, message: message.trim() }];
      });
  });
};

const REPORT = "report.xml";

const run = (
  promtool: string,
  args: readonly string[],
  cwd: string,
): Promise<{ readonly status: number; readonly output: string }> =>
  new Promise((resolve, reject) => {
    // A path is meant from here, and not from the folder of the files; a bare name is looked for on PATH.
    execFile(
      /[\\/]/.test(promtool) ? absolute(promtool) : promtool,
      args,
      { cwd, maxBuffer: 1 << 30, encoding: "utf8" },
      (error, stdout, stderr) => {
        const output = `${stdout}${stderr}`;
        if (error === null) return resolve({ status: 0, output });
        if (typeof error.code === "number") return resolve({ status: error.code, output });
        reject(
          new PromtoolError(
            `${promtool} cannot be run (${error.message}). It comes with Prometheus: put promtool 3.15 or later on PATH, or say where it is.`,
          ),
        );
      },
    );
  });

interface TestSuite {
  readonly file: string;
  readonly cases: readonly { readonly name: string; readonly failures: readonly string[] }[];
}

/** Reads the JUnit report that promtool writes; undefined for something else. */
const testSuites = (xml: string): readonly TestSuite[] | undefined => {
  if (!xml.startsWith("<testsuites>") || !xml.endsWith("</testsuites>")) return undefined;
  return [...xml.matchAll(/<testsuite name="([^"]*)"[^>]*>(.*?)<\/testsuite>/gs)].map(([, file = "", suite = ""]) => ({
    file: unescaped(file),
    cases: [...suite.matchAll(/<testcase name="([^"]*)">(.*?)<\/testcase>/gs)].map(([, name = "", content = ""]) => ({
      name: unescaped(name),
      failures: [...content.matchAll(/<(failure|error)>(.*?)<\/\1>/gs)].map(([, , text = ""]) => unescaped(text)),
    })),
  }));
};

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

const unescaped = (text: string): string =>
  text.replace(/&(?:#x([0-9a-fA-F]+)|#(\d+)|(\w+));/g, (whole, hex?: string, decimal?: string, name?: string) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number.parseInt(decimal, 10));
    return ENTITIES[name ?? ""] ?? whole;
  });
