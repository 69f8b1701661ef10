/** What the README shows must be true for somebody who installs the package: the program is compiled against it and run. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { assess, assessmentMarkdown } from "../lib/assessment";
import { environments } from "../stacks/environments";
import { temporaryFolder } from "./stacks/synthesized";

const root = join(__dirname, "..");
const readme = readFileSync(join(root, "README.md"), "utf8");
const tsc = join(root, "node_modules", "typescript", "bin", "tsc");

const programs = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, program = ""]) => program);
const [first = ""] = programs.filter((program) => program.includes("app.synth()"));

/** A project that has installed the package and what it asks for. */
const project = (program: string): string => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules", "cdktf-observability"));
  for (const name of ["cdktf", "constructs", "@types"])
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  writeFileSync(join(folder, "main.ts"), program);
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: { strict: true, module: "Node16", target: "ES2022", types: ["node"], skipLibCheck: true },
      files: ["main.ts"],
    }),
  );
  return folder;
};

describe("the first environment", () => {
  test("is ten lines", () => expect(first.trim().split("\n")).toHaveLength(10));

  test("compiles against the package's public API, runs, and gives a whole platform", () => {
    execFileSync(process.execPath, [tsc, "-b", join(root, "tsconfig.build.json")], { cwd: root });
    const folder = project(first);
    execFileSync(process.execPath, [tsc, "-p", folder], { cwd: folder, encoding: "utf8" });
    execFileSync(process.execPath, ["main.js"], { cwd: folder, encoding: "utf8" });
    const stack = JSON.parse(
      readFileSync(join(folder, "cdktf.out", "stacks", "dev-platform", "cdk.tf.json"), "utf8"),
    ) as {
      resource: { helm_release: Record<string, { chart: string; version?: string }> };
    };
    const charts = Object.values(stack.resource.helm_release).flatMap(({ chart, version }) =>
      version === undefined ? [] : [chart],
    );
    expect(charts.sort()).toEqual([
      "alertmanager",
      "fluentd",
      "grafana",
      "jaeger",
      "kube-prometheus-stack",
      "loki",
      "prometheus-operator-crds",
    ]);
  }, 120_000);
});

test("every file and folder that the README names exists", () => {
  const named = [...readme.matchAll(/`((?:lib|stacks|test|tools)\/[\w./-]*)`/g)].map(([, path = ""]) => path);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test("every link and picture in what people read leads somewhere", () => {
  const pages = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
    // What the tests assess are other people's projects.
    (name) => name.endsWith(".md") && !/(^|\/)(node_modules|dist|cdktf\.out|\.|fixtures\/)/.test(name),
  );
  const links = pages.flatMap((page) =>
    [...readFileSync(join(root, page), "utf8").matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(
      ([, target = ""]) => `${page} -> ${target}`,
    ),
  );
  expect(links.length).toBeGreaterThan(5);
  const leadsNowhere = (link: string): boolean => {
    const [page = "", target = ""] = link.split(" -> ");
    return !existsSync(join(root, dirname(page), target));
  };
  expect(links.filter(leadsNowhere)).toEqual([]);
});

test("the command that it says to run next is for an environment that there is", () => {
  const stacks = [...readme.matchAll(/(?:deploy|destroy|diff) '?(\w+)-/g)].map(([, name]) => name);
  expect(stacks.length).toBeGreaterThan(1);
  expect(stacks.filter((name) => !environments.some((environment) => environment.name === name))).toEqual([]);
});

test("the assessment that it shows is what `assess` says today (node test/renew-assessment.mjs)", async () => {
  const [, folder = "", shown = ""] =
    /<!-- `npm run assess -- (\S+)`: begin -->\n\n```text\n([^]+?)\n```\n/.exec(readme) ?? [];
  const page = assessmentMarkdown(await assess(join(root, folder)));
  expect(shown.split("\n").length).toBeGreaterThan(10);
  expect(page.startsWith(shown)).toBe(true);
});
