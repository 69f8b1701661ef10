/** What is published must work for somebody who has nothing but it: packed, installed into an empty project, type-checked and run. */
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../stacks/synthesized";
import { inModules, install, node, npm, packed, root, type Packed } from "./installed";

const tsc = inModules("typescript", "bin", "tsc");

let folder: string;
let packages: readonly Packed[];
const named = (name: string): Packed => {
  const found = packages.find((each) => each.name === name);
  if (found === undefined) throw new Error(`${name} has not been packed`);
  return found;
};

beforeAll(() => {
  folder = temporaryFolder();
  node(root, tsc, "-b", "tsconfig.build.json", "instrumentation");
  packages = packed(folder, [".", "contract", "instrumentation"]);
}, 300_000);

describe.each(["cdktf-observability", "@cdktf-observability/contract", "@cdktf-observability/instrumentation"])(
  "%s",
  (name) => {
    const paths = (): readonly string[] => named(name).files.map(({ path }) => path);

    test("has its licence, its description, its program and its types", () => {
      expect(paths()).toEqual(expect.arrayContaining(["LICENSE", "README.md", "package.json"]));
      expect(paths().filter((path) => /^dist\/(lib\/)?index\.(js|d\.ts)$/.test(path))).toHaveLength(2);
    });

    test("has no sources, no tests, and nothing of the compiler's own", () => {
      const strange = /(^|\/)(src|test|bench)\/|\.tsbuildinfo$|(^|\/)\.|(?<!\.d)\.ts$/;
      expect(paths().filter((path) => strange.test(path))).toEqual([]);
    });
  },
);

/** What a service does with both packages, in a file of either kind of module. */
const PROGRAM = `
import { applicationMetrics, LOG_FIELDS, TRACE_ID, type LabelsOf } from "@cdktf-observability/contract";
import { CustomTracer, expectMetricsContract, MetricsCollector, StructuredLogger } from "@cdktf-observability/instrumentation";

const labels: LabelsOf<typeof applicationMetrics.http.requestsTotal> = { method: "GET", route: "/", status_code: "200" };
// @ts-expect-error: no method of HTTP, so that a package without types would not pass.
const wrong: typeof labels = { ...labels, method: "BREW" };
const metrics = new MetricsCollector();
metrics.recordRevenue("book", "EUR", 1990);
const logger = new StructuredLogger({ service: "empty", version: "1.0.0", environment: "test" });
const rows = new CustomTracer().traceQuery("postgresql", "SELECT 1", () => [1]);

export const said = async (): Promise<string> => {
  const page = await metrics.getMetrics();
  logger.info("said", { rows: rows.length });
  logger.flush();
  return JSON.stringify({
    revenue: page.includes('revenue_total_cents{product="book",currency="EUR"} 1990'),
    contract: typeof expectMetricsContract,
    names: [TRACE_ID, LOG_FIELDS.timestamp, wrong.route],
  });
};
`;

const RUN = "void said().then((text) => console.log(text));\n";

describe("an empty project with contract and instrumentation", () => {
  let project: string;
  const options = { strict: true, target: "ES2022", types: ["node"], outDir: "out", rootDir: "." };
  const compile = (name: string, compilerOptions: object, files: readonly string[]): void => {
    writeFileSync(join(project, name), JSON.stringify({ compilerOptions: { ...options, ...compilerOptions }, files }));
    node(project, tsc, "-p", name);
  };

  beforeAll(() => {
    project = join(folder, "application");
    // Strict: none of what comes with them may ask for a later Node than they do.
    install(
      project,
      [named("@cdktf-observability/contract"), named("@cdktf-observability/instrumentation")],
      ["--engine-strict"],
    );
    writeFileSync(join(project, "common.cts"), PROGRAM + RUN);
    writeFileSync(join(project, "module.mts"), PROGRAM + RUN);
    writeFileSync(
      join(project, "same.mts"),
      `import { createRequire } from "node:module";
       import * as imported from "@cdktf-observability/instrumentation";
       const required = createRequire(import.meta.url)("@cdktf-observability/instrumentation") as Record<string, unknown>;
       const names = Object.keys(required).sort();
       const differing = names.filter((name) => (imported as Record<string, unknown>)[name] !== required[name]);
       const missing = Object.keys(imported).filter((name) => name !== "default" && name !== "module.exports" && !(name in required));
       console.log(JSON.stringify({ some: names.length > 10, differing, missing }));`,
    );
  }, 300_000);

  test("has no second copy of what must be one", () => {
    const inside = join(project, "node_modules", "@cdktf-observability", "instrumentation", "node_modules");
    expect(existsSync(inside)).toBe(false);
  });

  test(
    "type-checks as CommonJS and as ESM under node16, the types of the packages included",
    () =>
      expect(() =>
        compile("node16.json", { module: "node16", skipLibCheck: false }, ["common.cts", "module.mts", "same.mts"]),
      ).not.toThrow(),
    120_000,
  );

  test(
    "type-checks for a bundler",
    () =>
      expect(() =>
        compile("bundler.json", { module: "esnext", moduleResolution: "bundler", noEmit: true }, ["module.mts"]),
      ).not.toThrow(),
    120_000,
  );

  test.each(["common.cjs", "module.mjs"])("%s runs", (file) => {
    const [line = "", said = ""] = node(project, join("out", file)).trim().split("\n");
    expect(JSON.parse(line)).toMatchObject({ level: "info", message: "said", service: "empty", rows: 1 });
    expect(JSON.parse(said)).toEqual({
      revenue: true,
      contract: "function",
      names: ["trace_id", "@timestamp", "/"],
    });
  });

  test("whoever imports and whoever requires has the same classes, so the same registry and the same context", () => {
    expect(JSON.parse(node(project, join("out", "same.mjs")))).toEqual({ some: true, differing: [], missing: [] });
  });
});

describe("an empty project with the platform", () => {
  let project: string;
  beforeAll(() => {
    project = join(folder, "platform");
    install(project, [named("cdktf-observability"), named("@cdktf-observability/contract")], ["--legacy-peer-deps"]);
    // What it leaves to its users to install is large, and theirs.
    for (const scope of ["@types", "@cdktf"]) mkdirSync(join(project, "node_modules", scope), { recursive: true });
    for (const peer of ["cdktf", "constructs", "@cdktf/provider-helm", "@cdktf/provider-kubernetes", "@types/node"])
      if (!existsSync(join(project, "node_modules", peer)))
        symlinkSync(inModules(peer), join(project, "node_modules", peer));
    writeFileSync(
      join(project, "main.ts"),
      `import { http, otelHttp, TRACE_ID } from "cdktf-observability";
       import { applicationMetrics } from "@cdktf-observability/contract";
       const name: string = applicationMetrics.http.requestsTotal.name;
       console.log(JSON.stringify([http.requestsTotal.name === name, otelHttp.requests, TRACE_ID]));`,
    );
    const compilerOptions = { strict: true, module: "node16", target: "ES2022", types: ["node"], skipLibCheck: true };
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["main.ts"] }));
  }, 300_000);

  test("type-checks and runs", () => {
    node(project, tsc, "-p", ".");
    expect(JSON.parse(node(project, "main.js"))).toEqual([
      true,
      "http_server_request_duration_seconds_count",
      "trace_id",
    ]);
  }, 120_000);

  test("has the command that assesses a project", () => {
    const shop = join(root, "test", "assessment", "fixtures", "compose-shop", "project");
    const said = npm(project, "exec", "--offline", "--", "cdktf-observability", "assess", shop, "--format", "json");
    const assessment = JSON.parse(said) as { readonly services: readonly { readonly name: string }[] };
    expect(assessment.services.map(({ name }) => name)).toEqual(["api", "frontend", "mailer"]);
  }, 120_000);
});
