/** What the page shows must be true for somebody who installs the package: its files are compiled against it, proven and deployed. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { describeWith, tool } from "../proof/tool";
import { temporaryFolder } from "../stacks/synthesized";

const root = join(__dirname, "..", "..");
const page = readFileSync(join(root, "docs", "how-to-write-a-pack.md"), "utf8");
const inModules = (...path: readonly string[]): string => join(root, "node_modules", ...path);

/** Each block says in its first line which file it is. */
const files = new Map(
  [...page.matchAll(/```ts\n\/\/ (\S+)\n([\s\S]*?)```/g)].map(([, name = "", text = ""]) => [name, text]),
);

const compile = (...args: readonly string[]): string =>
  execFileSync(process.execPath, [inModules("typescript", "bin", "tsc"), ...args], { cwd: root, encoding: "utf8" });

/** A project that has installed the package and what it asks for, with the files of the page in it. */
const project = (): string => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules", "cdktf-observability"));
  for (const name of ["cdktf", "constructs", "@types"])
    symlinkSync(inModules(name), join(folder, "node_modules", name));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "crm", private: true, jest: { transform: {} } }));
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  const compilerOptions = {
    strict: true,
    module: "Node16",
    target: "ES2022",
    types: ["node", "jest"],
    skipLibCheck: true,
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [...files.keys()] }));
  return folder;
};

test("the page shows a pack, its proof and its deployment", () =>
  expect([...files.keys()]).toEqual(["mailer-pack.ts", "mailer-pack.test.ts", "main.ts"]));

describeWith(["promtool"], "the example of the page", () => {
  let folder: string;
  beforeAll(() => {
    compile("-b", join(root, "tsconfig.build.json"));
    folder = project();
    compile("-p", folder);
  }, 300_000);

  test("is proven by its own test", () => {
    const path = [dirname(tool("promtool") ?? ""), process.env["PATH"] ?? ""].join(delimiter);
    execFileSync(process.execPath, [inModules("jest", "bin", "jest.js"), "--rootDir", folder, "mailer-pack.test.js"], {
      cwd: folder,
      env: { ...process.env, PATH: path },
      stdio: "pipe",
    });
  }, 120_000);

  test("is deployed as a PrometheusRule, with what was set anew", () => {
    execFileSync(process.execPath, ["main.js"], { cwd: folder, stdio: "pipe" });
    const stack = readFileSync(join(folder, "cdktf.out", "stacks", "dev-platform", "cdk.tf.json"), "utf8");
    expect(stack).toContain("service:mailer_mails_bounced:ratio_rate10m > 0.2");
    expect(stack).toContain("service:http_requests_errors:ratio_rate5m > 0.02");
  });
});
