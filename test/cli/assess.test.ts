/** The command that assesses a folder: what it prints, what it writes, and what it never does. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { assess } from "../../lib/cli/assess";
import { command } from "../../lib/cli/command";
import { emptyFolder, folderOf } from "../assessment/project-of";

const SHOP = {
  "docker-compose.yml": "services:\n  shop:\n    build: .\n    ports: ['8080:8080']\n  cache:\n    image: redis:7\n",
  "package.json": '{ "name": "shop", "dependencies": { "express": "5.0.0" } }\n',
  Dockerfile: "FROM node:20\nEXPOSE 8080\n",
};

const said = async (run: typeof assess, ...args: readonly string[]) => {
  const [out, progress]: [string[], string[]] = [[], []];
  const spies = [
    jest.spyOn(process.stdout, "write").mockImplementation((text) => out.push(String(text)) > 0),
    jest.spyOn(process.stderr, "write").mockImplementation((text) => progress.push(String(text)) > 0),
  ];
  try {
    return { code: await run(args), out: out.join(""), progress: progress.join("") };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
};

test("the report goes to standard output, what is being done to standard error", async () => {
  const folder = folderOf(SHOP);
  const { code, out, progress } = await said(assess, folder);
  expect(code).toBe(0);
  expect(out).toMatch(/^# /);
  expect(out).toContain("redis");
  expect(out).not.toContain(folder);
  expect(progress).toContain("3 files listed");
  expect(readdirSync(folder).sort()).toEqual(Object.keys(SHOP).sort());
});

test("JSON is a document of its own, and the same each time", async () => {
  const folder = folderOf(SHOP);
  const first = await said(assess, "--format", "json", folder);
  expect(JSON.parse(first.out)).toMatchObject({ looked: { files: 3 } });
  expect((await said(assess, "--format", "json", folder)).out).toBe(first.out);
});

test("an environment to begin with is written beside its services, and never over anything", async () => {
  const file = join(emptyFolder(), "environments", "prod.ts");
  const folder = folderOf(SHOP);
  expect(await said(assess, "--write-environment", file, folder)).toMatchObject({ code: 0 });
  const before = readFileSync(file, "utf8");
  expect(existsSync(file.replace(".ts", "-services.ts"))).toBe(true);
  const again = await said(assess, "--write-environment", file, folder);
  expect(again).toMatchObject({ code: 1 });
  expect(again.progress).toContain("Nothing was written");
  expect(again.progress).toContain("prod-services.ts");
  expect(readFileSync(file, "utf8")).toBe(before);
});

test.each([
  [[], "usage"],
  [["--colour", "x"], "Unknown option"],
  [["nowhere-at-all"], 'There is no folder "nowhere-at-all"'],
  [["a", "b"], "One folder at a time"],
  [["--format", "html", "."], 'There is no format "html"'],
  [["--format", "constructor", "."], "There is no format"],
  [["--write-environment", "prod.yaml", "."], "is no name of an environment's file"],
])("%j is wrong usage: %s", async (args, words) => {
  const { code, progress } = await said(assess, ...args);
  expect(code).toBe(2);
  expect(progress).toContain(words);
});

test("the program knows its commands, and no others", async () => {
  expect(await said(command, "--help")).toMatchObject({ code: 0 });
  expect(await said(command, "toString")).toMatchObject({ code: 2 });
  expect(await said(command, "assess", "--help")).toMatchObject({ code: 0 });
});

test("cdktf is not loaded for it", () => {
  jest.isolateModules(() => {
    jest.doMock("cdktf", () => {
      throw new Error("cdktf was loaded");
    });
    expect(() => jest.requireActual("../../lib/cli/run") as unknown).toThrow("cdktf was loaded");
    expect(() => jest.requireActual("../../lib/cli/command") as unknown).not.toThrow();
  });
});
