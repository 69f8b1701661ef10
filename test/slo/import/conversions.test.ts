/** Objectives of OpenSLO and Sloth become those that a person would write, as objects and as source. */
import { transformSync } from "@swc/core";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import ts from "typescript";
import { stringify } from "yaml";
import * as library from "../../../lib";
import { deployed, grafanaLinks, ruleGroups, textOf, type Slo } from "../../../lib/model";
import { importedSource, importSlos, sloPack } from "../../../lib/slo";
import { describeWith, run } from "../../proof/tool";
import { CONVERSIONS, type Conversion } from "./conversions";

const FILE = "slos.yaml";
const ROOT = join(__dirname, "..", "..", "..");

/** All that an objective says, its indicator by the rules that are made of it. */
const factsOf = (slos: readonly Slo[]): unknown => {
  const { recordingRules, alerts } = sloPack("imported", { metrics: {}, slos });
  return {
    slos: slos.map(({ sli, ...rest }) => ({
      ...rest,
      place: undefined,
      sli: {
        kind: sli.kind,
        unit: sli.unit,
        badMeans: sli.badMeans,
        reads: sli.reads,
        parts: sli.parts?.map(({ slo, weight }) => [slo, weight]),
      },
    })),
    recordings: recordingRules.map(({ name, expr, labels, interval }) => ({
      name,
      expr: textOf(expr),
      labels,
      interval,
    })),
    alerts: alerts.map((each) => JSON.stringify({ ...each, place: undefined, tests: [] })),
  };
};

describe.each(CONVERSIONS)("$title", ({ yaml, options, byHand, warnings }) => {
  const { slos, findings } = importSlos(yaml, { file: FILE, ...options });

  test("is what a person would write", () => expect(factsOf(slos)).toEqual(factsOf(byHand)));

  test("says what is lost, and no more", () =>
    expect(findings.map(({ path, problem }) => `${path.replace(`${FILE}:`, "")} ${problem}`)).toEqual(
      warnings.map((each) => expect.stringContaining(each) as string),
    ));

  test("stands where the file has it", () =>
    expect(slos.map(({ place = "" }) => place)).toEqual(
      slos.map(() => expect.stringMatching(/^slos\.yaml:\d+$/) as string),
    ));
});

const sourceOf = ({ yaml, options }: Conversion, module = "../../lib"): string =>
  importedSource([{ file: FILE, text: yaml }], { ...options, module }).source;

/** What a program of that source exports as its objectives. */
const compiled = (source: string): readonly Slo[] => {
  const { code } = transformSync(source, {
    jsc: { parser: { syntax: "typescript" }, target: "es2022" },
    module: { type: "commonjs" },
  });
  const program = runInThisContext(`(exports, require) => {${code}\n}`) as (
    exports: object,
    require: () => unknown,
  ) => void;
  const exported: { objectives?: readonly Slo[] } = {};
  program(exported, () => library);
  return exported.objectives ?? [];
};

describe("the printed source", () => {
  test.each(CONVERSIONS)("$title: gives the same objectives", (conversion) =>
    expect(factsOf(compiled(sourceOf(conversion)))).toEqual(factsOf(conversion.byHand)),
  );

  test("is formatted", () => {
    const written = CONVERSIONS.map((each, index) => [`${index}.ts`, sourceOf(each)] as const);
    inFolder(written, (folder) => {
      const { status, stderr } = spawnSync(
        process.execPath,
        [join(ROOT, "node_modules/prettier/bin/prettier.cjs"), "--check", "--print-width", "120", folder],
        { encoding: "utf8" },
      );
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    });
  });

  test("has the types of the public exports", () => {
    const files = new Map(
      CONVERSIONS.map((each, index) => [join(__dirname, `imported-${index}.ts`), sourceOf(each, "../../../lib")]),
    );
    expect(typeErrors(files)).toEqual([]);
  }, 120_000);
});

const typeErrors = (files: ReadonlyMap<string, string>): readonly string[] => {
  const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([...files.keys()], options, {
    ...host,
    fileExists: (path) => files.has(path) || host.fileExists(path),
    readFile: (path) => files.get(path) ?? host.readFile(path),
    getSourceFile: (path, ...rest) => {
      const text = files.get(path);
      return text === undefined
        ? host.getSourceFile(path, ...rest)
        : ts.createSourceFile(path, text, ts.ScriptTarget.ES2022);
    },
  });
  return [...files.keys()].flatMap((path) => {
    const file = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  });
};

const inFolder = (files: readonly (readonly [string, string])[], act: (folder: string) => void): void => {
  const folder = mkdtempSync(join(tmpdir(), "imported-"));
  try {
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
    act(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

describeWith(["promtool"], "Prometheus", () => {
  test("accepts the rules of all of them", () => {
    const written = CONVERSIONS.map(({ yaml, options }, index) => {
      const { slos } = importSlos(yaml, { file: FILE, ...options });
      const pack = sloPack("imported", { metrics: {}, slos });
      const groups = ruleGroups(deployed(pack, { team: "shop", ...grafanaLinks("https://grafana.example") }));
      return [`${index}.yml`, stringify({ groups }, { lineWidth: 0 })] as const;
    });
    inFolder(written, (folder) => {
      const { status, stderr } = run("promtool", ["check", "rules", ...written.map(([name]) => join(folder, name))]);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    });
  });
});
