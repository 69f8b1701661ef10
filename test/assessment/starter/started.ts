/** Starters as somebody meets them: type-checked against the package, then run, in this process. */
import * as cdktf from "cdktf";
import { join } from "node:path";
import * as ts from "typescript";
import * as library from "../../../lib";
import { temporaryFolder } from "../../stacks/synthesized";

const root = join(__dirname, "..", "..", "..");

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  esModuleInterop: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  noEmit: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  types: ["node"],
  paths: {
    "cdktf-observability": [join(root, "lib", "index.ts")],
    "@cdktf-observability/contract": [join(root, "contract", "src", "index.ts")],
  },
};

/** Files of starters, by the name of the folder that each stands in. */
export type Starters = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** What the compiler says of the starters' own files, all in one program: the library is looked at as far as they need it. */
export const compileErrors = (starters: Starters): readonly string[] => {
  const files = new Map(
    [...starters].flatMap(([folder, starter]) =>
      [...starter].map(([name, text]) => [join(root, "started", folder, name), text] as const),
    ),
  );
  const host = ts.createCompilerHost(OPTIONS);
  host.directoryExists = (path) => path.startsWith(join(root, "started")) || ts.sys.directoryExists(path);
  host.fileExists = (path) => files.has(path) || ts.sys.fileExists(path);
  host.readFile = (path) => files.get(path) ?? ts.sys.readFile(path);
  const program = ts.createProgram([...files.keys()], OPTIONS, host);
  return [...files.keys()].flatMap((path) => {
    const source = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) => `${path.slice(root.length)}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  });
};

export interface Started {
  readonly stacks: readonly string[];
  readonly findings: readonly library.Finding[];
}

/**
 * Runs the program of a starter.
 * @throws ConfigurationError where it says something wrong
 */
export const started = (starter: ReadonlyMap<string, string>): Started => {
  const apps: cdktf.App[] = [];
  const folder = temporaryFolder();
  class App extends cdktf.App {
    constructor() {
      super({ outdir: folder });
      apps.push(this);
    }
  }
  const modules = new Map<string, unknown>([
    ["cdktf", { ...cdktf, App }],
    ["cdktf-observability", library],
  ]);
  const load = (name: string): unknown => {
    if (modules.has(name)) return modules.get(name);
    const text = starter.get(`${name.replace(/^\.\//, "")}.ts`);
    if (text === undefined) throw new Error(`${name} is no module of the starter`);
    const exported = {};
    modules.set(name, exported);
    const { outputText } = ts.transpileModule(text, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    // Not `node:vm`: objects of its own world are not those that the library's checks know.
    const program = Reflect.construct(Function, ["require", "exports", outputText]) as (
      require: typeof load,
      exports: object,
    ) => void;
    program(load, exported);
    return exported;
  };
  const program = [...starter.keys()].find((name) => name.endsWith("-app.ts")) ?? "";
  load(`./${program.replace(/\.ts$/, "")}`);
  const [app] = apps;
  if (app === undefined) throw new Error("the program makes no app");
  return {
    stacks: app.node.children.map(({ node }) => node.id),
    findings: library.verify(app),
  };
};
