/** The guide for Node and the README of the package show programs: they must compile against the package, and name what there is. */
import { applicationMetrics, LOG_FIELDS, type ApplicationMetrics } from "@cdktf-observability/contract";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";
import { OFF } from "../../instrumentation/src/tracing/instrumentations";
import { root } from "../packages/installed";

const path = join(root, "docs", "integration-node.md");
const page = readFileSync(path, "utf8");

const readme = readFileSync(join(root, "instrumentation", "README.md"), "utf8");

/** Each program says in its first line which file it is; those of a page stand in one folder. */
const folder = join(root, "docs", "example");
const inFolder = (name: string, text: string): readonly (readonly [string, string])[] =>
  [...text.matchAll(/```ts\n\/\/ ([\w.]+).*\n([\s\S]*?)```/g)].map(([, file = "", program = ""]) => [
    join(folder, name, file),
    program,
  ]);
const files = new Map([...inFolder("guide", page), ...inFolder("readme", readme)]);

/** What the compiler reads besides is the same both times. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** What the compiler says of the programs where they are CommonJS (`commonjs`), or ES modules (`module`). */
const problemsOf = (type: string, module: string): readonly string[] => {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
    config: { readonly compilerOptions: object };
  };
  const compilerOptions = { ...config.compilerOptions, module, moduleResolution: module };
  const { options } = ts.parseJsonConfigFileContent({ compilerOptions, include: [] as string[] }, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const ours = new Map([...files, [join(folder, "package.json"), JSON.stringify({ type })]]);
  const program = ts.createProgram({
    rootNames: [...files.keys()],
    // Examples show what there is, and not all of it is read again.
    options: { ...options, noEmit: true, noUnusedLocals: false },
    host: {
      ...host,
      fileExists: (file) => ours.has(file) || ts.sys.fileExists(file),
      directoryExists: (name) => name.startsWith(folder) || ts.sys.directoryExists(name),
      readFile: (file) => ours.get(file) ?? ts.sys.readFile(file),
      getSourceFile: (file, language) => {
        const own = ours.get(file);
        if (own !== undefined) return ts.createSourceFile(file, own, language);
        if (!parsed.has(file)) parsed.set(file, host.getSourceFile(file, language));
        return parsed.get(file);
      },
    },
  });
  return [...files.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText, start = 0 }) => {
        const line = (source?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
        return `${file.slice(folder.length + 1)}:${line} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
      },
    );
  });
};

test.each([
  { type: "commonjs", module: "Node16" },
  { type: "module", module: "NodeNext" },
])(
  "the programs compile as an application compiles them, $type under $module",
  ({ type, module }) => {
    expect(files.size).toBeGreaterThan(12);
    expect(problemsOf(type, module)).toEqual([]);
  },
  120_000,
);

test("what is to be installed is the package and all its peers", () => {
  const { name, peerDependencies = {} } = JSON.parse(
    readFileSync(join(root, "instrumentation", "package.json"), "utf8"),
  ) as { readonly name: string; readonly peerDependencies?: Readonly<Record<string, string>> };
  for (const text of [page, readme]) {
    const wanted = /npm install (.*)/.exec(text)?.[1]?.split(" ") ?? [];
    // 1.9 is the newest of >=1.9.0 <1.10.0
    const peers = Object.entries(peerDependencies).map(([peer, range]) => `${peer}@${/\d+\.\d+/.exec(range)?.[0]}`);
    expect(wanted).toEqual([name, ...peers]);
  }
});

test("the instrumentations that do not run by themselves are named", () => {
  expect(/default all but ([\w, -]+)/.exec(page)?.[1]?.split(", ").sort()).toEqual(Object.keys(OFF).sort());
});

test("metrics that it names are in the contract", () => {
  const groups: Readonly<Record<string, ApplicationMetrics>> = applicationMetrics;
  const known = Object.values(groups).flatMap((group) => Object.values(group).map(({ name }) => name));
  const named = page.match(/\b[a-z]+(?:_[a-z]+)*_(?:total|seconds|bytes|cents|in_flight)\b/g) ?? [];
  // The page's own examples of a team's own metrics.
  const own = ["refunds_total", "parcels_total"];
  const strange = named.filter((name) => !known.includes(name) && !own.includes(name));
  expect(named.length).toBeGreaterThan(5);
  expect(strange).toEqual([]);
});

test("the line that it shows has fields of the contract, and one of the caller's", () => {
  const line = JSON.parse(/```json\n(.*)\n```/.exec(page)?.[1] ?? "") as object;
  const fields: readonly string[] = Object.values(LOG_FIELDS);
  expect(Object.keys(line).filter((field) => !fields.includes(field))).toEqual(["order"]);
});

test("links lead to what there is", () => {
  const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = ""]) => resolve(dirname(path), link));
  expect(links.length).toBeGreaterThan(1);
  expect(links.filter((link) => !existsSync(link))).toEqual([]);
});
