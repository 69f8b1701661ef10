/** The guide for Node and the README of the package show programs: they must compile against the package, and name what the contract has. */
import { applicationMetrics, LOG_FIELDS, type ApplicationMetrics } from "@cdktf-observability/contract";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";
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

test("the programs compile as an application compiles them", () => {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] as string[] }, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const text = (file: string): string | undefined => files.get(file) ?? ts.sys.readFile(file);
  const program = ts.createProgram({
    rootNames: [...files.keys()],
    // Examples show what there is, and not all of it is read again.
    options: { ...options, noEmit: true, noUnusedLocals: false },
    host: {
      ...host,
      fileExists: (file) => files.has(file) || ts.sys.fileExists(file),
      directoryExists: (name) => name.startsWith(folder) || ts.sys.directoryExists(name),
      readFile: text,
      getSourceFile: (file, language) => {
        const found = text(file);
        return found === undefined ? undefined : ts.createSourceFile(file, found, language);
      },
    },
  });
  const problems = [...files.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText, start = 0 }) => {
        const line = (source?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
        return `${file.slice(folder.length + 1)}:${line} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
      },
    );
  });
  expect(files.size).toBeGreaterThan(10);
  expect(problems).toEqual([]);
}, 120_000);

test("metrics that it names are in the contract", () => {
  const groups: Readonly<Record<string, ApplicationMetrics>> = applicationMetrics;
  const known = Object.values(groups).flatMap((group) => Object.values(group).map(({ name }) => name));
  const named = page.match(/\b[a-z]+(?:_[a-z]+)*_(?:total|seconds|bytes|cents|in_flight)\b/g) ?? [];
  // The page's own example of a team's own metric.
  const strange = named.filter((name) => !known.includes(name) && name !== "refunds_total");
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
