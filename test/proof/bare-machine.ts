/** A machine on which `tools/tools.mjs` finds only what a test puts there. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const tools = join(__dirname, "..", "..", "tools", "tools.mjs");

/** For the tests of one file: a new one for each of them. */
export const bareMachine = () => {
  let scratch: string;
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), "proof tools "));
  });
  afterEach(() => rmSync(scratch, { recursive: true }));

  return {
    /** A path in the machine's only folder, which is also its cache. */
    at: (...path: readonly string[]) => join(scratch, ...path),

    /** A program that prints a version and nothing else, as `<folder>/<name>`; or one with a script of its own. */
    program: (folder: string, name: string, version: string, script?: string): string => {
      const path = join(scratch, folder, name);
      mkdirSync(join(scratch, folder), { recursive: true });
      writeFileSync(path, `#!/bin/sh\n${script ?? `echo "${name}, version ${version} (branch: HEAD)"`}\n`);
      chmodSync(path, 0o755);
      return path;
    },

    /** `node tools/tools.mjs <args>` with only these folders on PATH, and an empty cache. */
    toolsOn: (folders: readonly string[], args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
      spawnSync(process.execPath, [tools, ...args], {
        encoding: "utf8",
        timeout: 20_000,
        env: { PATH: folders.map((folder) => join(scratch, folder)).join(delimiter), XDG_CACHE_HOME: scratch, ...env },
      }),
  };
};
