import { exec, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { bareMachine } from "./bare-machine";
import { chartsDirectory, describeWith, run, tool } from "./tool";

const root = join(__dirname, "..", "..");
const { at, program, toolsOn } = bareMachine();

describe("finding a tool", () => {
  test.each([
    ["promtool", "3.15.0"],
    ["promtool", "3.100.2"],
    ["amtool", "0.34.2"],
    ["alertmanager", "0.35.0"],
    ["helm", "v3.17.3"],
    ["helm", "v3.22"],
    ["terraform", "1.11.0"],
    ["terraform", "1.15.7-alpha20260101"],
    ["prometheus", "3.15.0"],
  ])("%s %s on PATH fits", (name, version) => {
    const path = program("bin", name, version);
    expect(toolsOn(["bin"], ["path", name]).stdout).toBe(`${path}\n`);
  });

  test.each([
    ["promtool", "2.42.0"],
    ["promtool", "3.9.1"],
    ["promtool", "4.0.0"],
    ["amtool", "0.25.0"],
    ["alertmanager", "0.33.1"],
    ["helm", "v3.9.4"],
    ["helm", "v4.1.4"],
    ["terraform", "1.9.8"],
    ["terraform", "unknown"],
    ["prometheus", "2.55.1"],
  ])("%s %s on PATH does not fit, and the message says where it is", (name, version) => {
    const path = program("bin", name, version);
    const { status, stdout, stderr } = toolsOn(["bin"], ["path", name]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(path);
  });

  test("an unfitting version does not hide a fitting one behind it", () => {
    program("old", "promtool", "2.42.0");
    const path = program("new", "promtool", "3.15.1");
    expect(toolsOn(["old", "nowhere", "new"], ["path", "promtool"]).stdout).toBe(`${path}\n`);
  });

  test("a fitting version on PATH goes before the cached build", () => {
    program("cdktf-observability/tools/helm-3.22.0", "helm", "v3.22.0");
    const path = program("bin", "helm", "v3.20.0");
    expect(toolsOn(["bin"], ["path", "helm"]).stdout).toBe(`${path}\n`);
  });

  test("the cached build is found where PATH has nothing", () => {
    const path = program("cdktf-observability/tools/helm-3.22.0", "helm", "v3.22.0");
    expect(toolsOn([], ["path", "helm"]).stdout).toBe(`${path}\n`);
  });

  test("a build that was killed half-way is not taken for the tool", () => {
    program("cdktf-observability/tools/helm-3.22.0", "helm.partial-17", "v3.22.0");
    expect(toolsOn([], ["path", "helm"]).status).toBe(1);
  });

  test("a missing tool: what it is, what stays unproven, how to get it", () => {
    expect(toolsOn([], ["path", "amtool"]).stderr).toBe(
      "amtool is missing. Without it nothing proves Alertmanager configurations and routes. To get it: install Go 1.26 or " +
        "later and run `node tools/tools.mjs ensure`, or put amtool 0.31.0 or later (below 1.0.0) on PATH.\n",
    );
  });
});

describe("ensuring all tools", () => {
  test.each([
    ["a developer's machine", {}, 0],
    ["a build server", { CI: "true" }, 1],
  ])("without Go, on %s, names each missing tool", (_, env, status) => {
    const ensured = toolsOn([], ["ensure"], env);
    expect(ensured.status).toBe(status);
    expect(ensured.stdout.match(/\w+ is missing/g)).toHaveLength(5);
    // No test needs it.
    expect(ensured.stdout).not.toContain("prometheus is missing");
  });

  test("succeeds on a build server that has them all", () => {
    const versions = {
      promtool: "3.15.0",
      amtool: "0.34.2",
      alertmanager: "0.34.2",
      helm: "v3.22.0",
      terraform: "1.11.4",
    };
    for (const [name, version] of Object.entries(versions)) program("bin", name, version);
    expect(toolsOn(["bin"], ["ensure"], { CI: "true" }).status).toBe(0);
  });

  test("a failing build is told with Go's own words and leaves no lock", () => {
    const go = program("bin", "go", "1.26.0");
    writeFileSync(go, `#!/bin/sh\n[ "$1" = version ] || { echo "no such module" >&2; exit 1; }\n`);
    expect(toolsOn(["bin"], ["ensure"]).stderr).toContain("go build of helm failed:\nno such module");
    expect(toolsOn(["bin"], ["ensure"]).stdout).not.toContain("waiting");
  });

  describe("with a compiler", () => {
    const cache = "cdktf-observability/tools";
    const built = () => readFileSync(at("built"), "utf8").trim().split("\n");

    beforeEach(() => {
      // Stands in for Go: after half a second, writes a program that fits as every tool to the file after -o.
      writeFileSync(
        program("bin", "go", "1.26.0"),
        `#!/bin/sh
[ "$1" = version ] && exit 0
while [ "$1" != "-o" ]; do shift; done
/bin/sleep 0.5
echo "$3" >> "${at("built")}"
printf '#!/bin/sh\\necho 3.15.0\\n' > "$2"
/bin/chmod +x "$2"
`,
      );
      // Only one is left to build.
      program(`${cache}/amtool-0.34.2`, "amtool", "0.34.2");
      program(`${cache}/alertmanager-0.34.2`, "alertmanager", "0.34.2");
      program(`${cache}/helm-3.22.0`, "helm", "v3.22.0");
    });

    test("a tool is built once and then found", () => {
      expect(toolsOn(["bin"], ["ensure"]).stdout).toMatch(/^promtool +3\.15\.0 +build/m);
      expect(toolsOn(["bin"], ["ensure"]).stdout).toMatch(/^promtool +3\.15\.0 +cache/m);
      expect(built()).toEqual(["github.com/prometheus/prometheus/cmd/promtool"]);
      expect(readdirSync(at(cache, "promtool-3.15.0"))).toEqual(["promtool"]);
      expect(readdirSync(at(cache)).sort()).toEqual([
        "alertmanager-0.34.2",
        "amtool-0.34.2",
        "helm-3.22.0",
        "promtool-3.15.0",
      ]);
    });

    test("two runs at once build it once", async () => {
      const command = `"${process.execPath}" "${join(root, "tools", "tools.mjs")}" ensure`;
      const env = { PATH: at("bin"), XDG_CACHE_HOME: at() };
      const runs = await Promise.all([1, 2].map(() => promisify(exec)(command, { env })));
      expect(built()).toHaveLength(1);
      expect(runs.filter(({ stdout }) => stdout.includes("another process is building it, waiting"))).toHaveLength(1);
    });

    test("the lock of a build that was killed holds nobody up", () => {
      writeFileSync(at(cache, "promtool-3.15.0.lock"), "999999999\n");
      expect(toolsOn(["bin"], ["ensure"]).stdout).toMatch(/^promtool +3\.15\.0 +build/m);
    });
  });
});

test.each([
  ["promtool", "require github.com/prometheus/prometheus v0.315.0"],
  ["amtool", "require github.com/prometheus/alertmanager v0.34.2"],
  ["alertmanager", "require github.com/prometheus/alertmanager v0.34.2"],
  ["helm", "require helm.sh/helm/v3 v3.22.0"],
])("the module of %s pins its version", (name, pin) => {
  const requirements = readFileSync(join(root, "tools", name, "go.mod"), "utf8").replace(/^\t/gm, "require ");
  expect(requirements).toContain(`\n${pin} `);
});

describe("a group of tests that needs tools or charts", () => {
  /** What jest says of a test file, on a machine without any tool. */
  function results(body: string, env: Readonly<Record<string, string>> = {}) {
    const imports = `import { describeWith, describeWithCharts } from ${JSON.stringify(join(__dirname, "tool"))};`;
    writeFileSync(at("group.test.ts"), `${imports}\n${body}\n`);
    const config = { rootDir: at(), transform: { "\\.ts$": require.resolve("@swc/jest") } };
    const args = [join(root, "node_modules", "jest", "bin", "jest.js"), "--json", "--config", JSON.stringify(config)];
    const jest = spawnSync(process.execPath, args, {
      encoding: "utf8",
      env: { PATH: "", XDG_CACHE_HOME: at(), ...env },
    });
    const report: unknown = JSON.parse(jest.stdout);
    return report as {
      readonly success: boolean;
      readonly testResults: readonly { readonly assertionResults: readonly Assertion[] }[];
    };
  }
  interface Assertion {
    readonly status: string;
    readonly fullName: string;
    readonly failureMessages: readonly string[];
  }
  const assertions = (...args: Parameters<typeof results>) =>
    results(...args).testResults.flatMap((file) => file.assertionResults);

  const proof = `describeWith(["helm", "amtool"], "rendering", () => test("renders", () => {}));`;
  const chartProof = `describeWithCharts("charts", (charts) => test("has loki", () => { charts.folder("loki", "18.11.0"); }));`;

  test("is one skipped test that names each missing tool", () => {
    const [only, ...others] = assertions(proof);
    expect(others).toEqual([]);
    expect(only?.status).toBe("pending");
    expect(only?.fullName).toMatch(/^rendering helm is missing\. .* amtool is missing\. /);
  });

  test("fails on a build server, with the same words", () => {
    const [only, ...others] = assertions(proof, { CI: "true" });
    expect(others).toEqual([]);
    expect(only?.status).toBe("failed");
    expect(only?.failureMessages[0]).toMatch(/helm is missing\. .*\namtool is missing\. /);
  });

  test("runs where the tools are", () => {
    for (const [name, version] of [
      ["helm", "v3.20.0"],
      ["amtool", "0.34.2"],
    ] as const)
      program("bin", name, version);
    expect(assertions(proof, { PATH: at("bin") })).toMatchObject([{ status: "passed", fullName: "rendering renders" }]);
  });

  test.each([[{}], [{ CI: "true" }]])("is skipped by name without CHARTS_DIR, with %j too", (env) => {
    const [only, ...others] = assertions(chartProof, env);
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      status: "pending",
      fullName: expect.stringContaining("charts needs CHARTS_DIR") as string,
    });
  });

  test("fails where CHARTS_DIR names nothing", () => {
    const [only] = assertions(chartProof, { CHARTS_DIR: at("nowhere") });
    expect(only?.failureMessages[0]).toContain("nowhere, which is not a folder");
  });

  test("fails where CHARTS_DIR lacks the chart", () => {
    const [only] = assertions(chartProof, { CHARTS_DIR: at() });
    expect(only?.failureMessages[0]).toContain("CHARTS_DIR has no loki-18.11.0: unpack that chart to");
  });

  test("runs where the chart is", () => {
    mkdirSync(at("loki-18.11.0"));
    writeFileSync(at("loki-18.11.0", "Chart.yaml"), "name: loki\n");
    expect(assertions(chartProof, { CHARTS_DIR: at() })).toMatchObject([{ status: "passed" }]);
  });
});

test("CHARTS_DIR is taken relative to where the tests run", () => {
  const before = process.env["CHARTS_DIR"];
  process.env["CHARTS_DIR"] = "charts";
  expect(chartsDirectory()).toBe(join(process.cwd(), "charts"));
  if (before === undefined) delete process.env["CHARTS_DIR"];
  else process.env["CHARTS_DIR"] = before;
});

describeWith(["helm"], "running a tool", () => {
  test("gives exit code, output and errors", () => {
    expect(run("helm", ["version", "--short"])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^v3\./) as string,
    });
    expect(run("helm", ["no-such-command"])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('unknown command "no-such-command"') as string,
    });
  });

  test("runs in the folder, with the environment, that it is given", () => {
    const { stdout } = run("helm", ["env"], { cwd: at(), env: { HELM_NAMESPACE: "observability" } });
    expect(stdout).toContain('HELM_NAMESPACE="observability"');
    run("helm", ["create", "sample"], { cwd: at() });
    expect(readFileSync(at("sample", "Chart.yaml"), "utf8")).toContain("name: sample");
  });

  test("hands over its input", () => {
    run("helm", ["create", "sample"], { cwd: at() });
    const { stdout } = run("helm", ["template", "sample", "--values", "-"], {
      cwd: at(),
      input: "replicaCount: 41\n",
    });
    expect(stdout).toContain("replicas: 41");
  });

  test("says so when the tool takes too long", () => {
    expect(() => run("helm", ["version"], { timeout: 1 })).toThrow(/helm version: .*ETIMEDOUT/);
  });

  test("finds the tool where the tests see it too", () => {
    expect(tool("helm")).toMatch(/helm$/);
  });
});
