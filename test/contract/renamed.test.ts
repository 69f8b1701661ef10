/** A metric that is renamed in the contract must break both builds: that of the rules that ask for it, and that of what exports it. */
import { applicationMetrics, type ApplicationMetrics } from "@cdktf-observability/contract";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const root = join(__dirname, "..", "..");
const inRoot = (...path: readonly string[]): string => join(root, ...path);

const EXPORTS = inRoot("instrumentation", "src", "contract.ts");
const ASKS: Readonly<Record<string, string>> = {
  http: inRoot("lib", "packs", "http-server", "metrics.ts"),
  business: inRoot("lib", "packs", "business", "metrics.ts"),
  queue: inRoot("lib", "packs", "queue", "metrics.ts"),
  worker: inRoot("lib", "packs", "worker", "metrics.ts"),
  process: inRoot("lib", "packs", "process-metrics.ts"),
};
/** What prom-client exports, whose names are not this project's to decide. */
const FOREIGN = ["process", "nodejs"];

const { config } = ts.readConfigFile(inRoot("tsconfig.json"), (path) => ts.sys.readFile(path)) as { config: object };
const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] as string[] }, ts.sys, root);

/** The files of the project as they are, but for those that a test has changed. */
const changed = new Map<string, { readonly text: string; readonly version: number }>();
let version = 0;
const change = (path: string, text: string): void => void changed.set(path, { text, version: (version += 1) });

const service = ts.createLanguageService({
  getCompilationSettings: () => ({ ...options, noEmit: true, types: ["node"] }),
  getScriptFileNames: () => [EXPORTS, ...Object.values(ASKS)],
  getScriptVersion: (path) => String(changed.get(path)?.version ?? 0),
  getScriptSnapshot: (path) => {
    const text = changed.get(path)?.text ?? ts.sys.readFile(path);
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  },
  getCurrentDirectory: () => root,
  getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
  fileExists: (path) => ts.sys.fileExists(path),
  readFile: (path) => ts.sys.readFile(path),
  directoryExists: (path) => ts.sys.directoryExists(path),
  getDirectories: (path) => ts.sys.getDirectories(path),
  realpath: (path) => ts.sys.realpath?.(path) ?? path,
});

const errorsOf = (path: string): readonly string[] =>
  service.getSemanticDiagnostics(path).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));

/** What the compiler says while the metric has another name. */
const errorsWithout = (group: string, name: string, path: string): readonly string[] => {
  const source = inRoot("contract", "src", "metrics", `${group}.ts`);
  const text = readFileSync(source, "utf8");
  expect(text.split(`name: "${name}"`)).toHaveLength(2);
  change(source, text.replace(`name: "${name}"`, `name: "renamed_${name}"`));
  try {
    return errorsOf(path);
  } finally {
    change(source, text);
  }
};

const groups: Readonly<Record<string, ApplicationMetrics>> = applicationMetrics;
const metrics = Object.entries(groups).flatMap(([group, all]) =>
  Object.values(all).map(({ name }) => ({ group, name })),
);
const asked = metrics.filter(({ group }) => ASKS[group] !== undefined);
const exported = metrics.filter(({ group }) => !FOREIGN.includes(group));

test("as they are, both compile", () => {
  expect([EXPORTS, ...Object.values(ASKS)].flatMap(errorsOf)).toEqual([]);
}, 120_000);

test.each(asked)(
  "without $name no rule compiles",
  ({ group, name }) => {
    expect(errorsWithout(group, name, ASKS[group] ?? "").join("\n")).toContain(`"renamed_${name}"`);
  },
  60_000,
);

test.each(exported)(
  "without $name the instrumentation does not compile",
  ({ group, name }) => {
    expect(errorsWithout(group, name, EXPORTS).join("\n")).toContain(`"renamed_${name}"`);
  },
  60_000,
);
