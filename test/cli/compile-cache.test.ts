/** What Node made of a program's files is kept, and nothing but the time tells whether it was. */
import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

const HOOK = path.resolve(__dirname, "../../tools/compile-cache.cjs");

let made: string[] = [];
const folder = (): string => {
  const name = mkdtempSync(path.join(tmpdir(), "compile-cache-"));
  made.push(name);
  return name;
};
afterEach(() => {
  for (const name of made) rmSync(name, { recursive: true });
  made = [];
});

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
console.log(require("./tool"), require("./sign"));`,
  "sign.js": 'module.exports = String(() => "é→😀");',
  "part.js": `"use strict";
exports.value = 1;
exports.fail = () => { throw new Error("on the third line"); };`,
  "data.json": '{ "a": 2 }',
  "loader.js": 'import("./other.mjs").then(({ other }) => console.log(other));',
  "other.mjs": "export const other = 3;",
  "tool.js": "#!/usr/bin/env node\nmodule.exports = typeof require;",
};
const SAID = '1 true 1 true\n2 true true\ntrue\nfunction () => "é→😀"\n3\n';

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

test("nor does it help to set back the time of its content", () => {
  const [root, cache] = [folder(), folder()];
  put(root, { "main.js": "console.log(1)" });
  const file = path.join(root, "main.js");
  utimesSync(file, 1, 1);
  run(root, cache);
  put(root, { "main.js": "console.log(2)" });
  utimesSync(file, 1, 1);
  expect(run(root, cache).stdout).toBe("2\n");
});

/** What is found in another place than before, after these changes. */
const MOVES: Readonly<
  Record<string, readonly [asked: string, before: Record<string, string>, after: (root: string) => void]>
> = {
  "a file where there was a folder": [
    "./part",
    { "part/index.js": "module.exports = 1" },
    (root) => put(root, { "part.js": "module.exports = 2" }),
  ],
  "a file without ending": [
    "./part",
    { "part.js": "module.exports = 1" },
    (root) => put(root, { part: "module.exports = 2" }),
  ],
  "another file to begin with": [
    "./part",
    { "part/package.json": '{ "main": "a.js" }', "part/a.js": "module.exports = 1", "part/b.js": "module.exports = 2" },
    (root) => put(root, { "part/package.json": '{ "main": "b.js" }' }),
  ],
  "another way into a package": [
    "part",
    {
      "node_modules/part/package.json": '{ "exports": "./lib/a.js" }',
      "node_modules/part/lib/a.js": "module.exports = 1",
      "node_modules/part/lib/b.js": "module.exports = 2",
    },
    (root) => put(root, { "node_modules/part/package.json": '{ "exports": "./lib/b.js" }' }),
  ],
  "a package that is nearer": [
    "./inner/deep/asks",
    { "inner/deep/asks.js": 'module.exports = require("part")', "node_modules/part/index.js": "module.exports = 1" },
    (root) => put(root, { "inner/node_modules/part/index.js": "module.exports = 2" }),
  ],
  "one of a scope, next to others": [
    "./inner/asks",
    {
      "inner/asks.js": 'module.exports = require("@scope/part")',
      "inner/node_modules/@scope/other/index.js": "",
      "node_modules/@scope/part/index.js": "module.exports = 1",
    },
    (root) => put(root, { "inner/node_modules/@scope/part/index.js": "module.exports = 2" }),
  ],
  "a link to another package": [
    "@scope/part",
    {
      "one/index.js": "module.exports = 1",
      "two/index.js": "module.exports = 2",
      "node_modules/@scope/part/index.js": "",
    },
    (root) => link(root, "two"),
  ],
  "what a folder above begins with": [
    "./inner/deep/asks",
    { "inner/deep/asks.js": 'module.exports = require("..")', "inner/index.js": "module.exports = 1" },
    (root) => put(root, { "inner/package.json": '{ "main": "other" }', "inner/other.js": "module.exports = 2" }),
  ],
};
const link = (root: string, to: string): void => {
  const name = path.join(root, "node_modules/@scope/part");
  rmSync(name, { recursive: true, force: true });
  symlinkSync(path.join(root, to), name);
};

test.each(Object.entries(MOVES))("%s is found", (name, [asked, before, change]) => {
  const [root, cache] = [folder(), folder()];
  put(root, { "main.js": `console.log(require(${JSON.stringify(asked)}))`, ...before });
  if (name.startsWith("a link")) link(root, "one");
  expect(run(root, cache).stdout).toBe("1\n");
  expect(run(root, cache).stdout).toBe("1\n");
  change(root);
  expect(run(root, cache).stdout).toBe("2\n");
  expect(run(root, cache).stdout).toBe("2\n");
});

test("while nothing changes, it is what is kept that says where a module is", () => {
  const [root, cache] = [folder(), folder()];
  put(root, {
    "main.js": 'console.log(require("./one"))',
    "one.js": "module.exports = 1",
    "two.js": "module.exports = 2",
  });
  run(root, cache);
  const file = fileIn(cache);
  const kept = readFileSync(file, "latin1").split(`./one","${path.join(root, "one.js")}`);
  expect(kept).toHaveLength(2);
  writeFileSync(file, kept.join(`./one","${path.join(root, "two.js")}`), "latin1");
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
  ["nothing", () => ""],
  ["no index", () => "\u0004\0\0\0nope"],
  ["nothing that makes sense", (whole: Buffer) => Buffer.alloc(whole.length, 1)],
  ["no end", (whole: Buffer) => whole.subarray(0, 4 + whole.readUInt32LE() + 10)],
])("a damaged file (%s) is written anew", (_, damage) => {
  const [root, cache] = [folder(), folder()];
  put(root, { "main.js": 'console.log(require("./part"))', "part.js": "module.exports = 1" });
  run(root, cache);
  const file = fileIn(cache);
  const whole = readFileSync(file);
  writeFileSync(file, damage(whole));
  expect(run(root, cache)).toEqual({ status: 0, stdout: "1\n", stderr: "" });
  expect(statSync(file).size).toBe(whole.length);
});

test("where nothing can be written, the program runs all the same", () => {
  const root = folder();
  put(root, { "main.js": "console.log(1)", file: "" });
  expect(run(root, path.join(root, "file", "cache"))).toEqual({ status: 0, stdout: "1\n", stderr: "" });
});
