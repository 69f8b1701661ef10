/** What Node made of a program's files is kept, and nothing but the time tells whether it was. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

const HOOK = path.resolve(__dirname, "../../tools/compile-cache.cjs");

const folder = (): string => mkdtempSync(path.join(tmpdir(), "compile-cache-"));

const put = (root: string, files: Readonly<Record<string, string>>): void => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
};

/** @param cache "" for none */
const run = (root: string, cache: string, flags: readonly string[] = []) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...flags, "--require", HOOK, path.join(root, "main.js")],
    { encoding: "utf8", env: { ...process.env, NODE_COMPILE_CACHE: cache } },
  );
  return { status, stdout, stderr };
};

const fileIn = (cache: string): string => path.join(cache, readdirSync(cache)[0] ?? "");

const PROGRAM = {
  "main.js": `
const part = require("./part");
console.log(part.value, require.main === module, module.children.length, __filename === require.resolve("./main"));
console.log(require("./data.json").a, require.cache[require.resolve("./part")].exports === part, require.resolve.paths("x").length > 0);
require("./loader");
try { part.fail(); } catch ({ stack }) { console.log(/part\\.js:3:/.test(stack)); }
console.log(require("./tool"));`,
  "part.js": `"use strict";
exports.value = 1;
exports.fail = () => { throw new Error("on the third line"); };`,
  "data.json": '{ "a": 2 }',
  "loader.js": 'import("./other.mjs").then(({ other }) => console.log(other));',
  "other.mjs": "export const other = 3;",
  "tool.js": "#!/usr/bin/env node\nmodule.exports = typeof require;",
};
const SAID = "1 true 1 true\n2 true true\ntrue\nfunction\n3\n";

test("a program says the same without what is kept, when it is kept, and when it is used", () => {
  const [root, cache] = [folder(), folder()];
  put(root, PROGRAM);
  const plain = run(root, "");
  expect(plain).toEqual({ status: 0, stdout: SAID, stderr: "" });
  expect(run(root, cache)).toEqual(plain);
  expect(readdirSync(cache)).toHaveLength(1);
  const { ino } = statSync(fileIn(cache));
  expect(run(root, cache)).toEqual(plain);
  // Written anew where something was missing or V8 refused it.
  expect(statSync(fileIn(cache)).ino).toBe(ino);
});

test("a file that changed, to something as long as before, is read anew", () => {
  const [root, cache] = [folder(), folder()];
  put(root, { "main.js": "console.log(1)" });
  expect(run(root, cache).stdout).toBe("1\n");
  put(root, { "main.js": "console.log(2)" });
  expect(run(root, cache).stdout).toBe("2\n");
  expect(run(root, cache).stdout).toBe("2\n");
});

test("other flags of Node, other code", () => {
  const [root, cache] = [folder(), folder()];
  put(root, { "main.js": "console.log(1)" });
  run(root, cache);
  expect(run(root, cache, ["--no-opt"]).stdout).toBe("1\n");
  expect(readdirSync(cache)).toHaveLength(2);
});

test.each([
  ["nothing", ""],
  ["no index", "\u0004\0\0\0nope"],
  ["half of it", undefined],
])("a damaged file (%s) is written anew", (_, text) => {
  const [root, cache] = [folder(), folder()];
  put(root, { "main.js": 'console.log(require("./part"))', "part.js": "module.exports = 1" });
  run(root, cache);
  const file = fileIn(cache);
  const whole = statSync(file).size;
  writeFileSync(file, text ?? Buffer.alloc(whole, 1));
  expect(run(root, cache)).toEqual({ status: 0, stdout: "1\n", stderr: "" });
  expect(statSync(file).size).toBe(whole);
});

test("where nothing can be written, the program runs all the same", () => {
  const root = folder();
  put(root, { "main.js": "console.log(1)", file: "" });
  expect(run(root, path.join(root, "file", "cache"))).toEqual({ status: 0, stdout: "1\n", stderr: "" });
});
