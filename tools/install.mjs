/** Installs what only one command needs, in a folder of its own, from its own lockfile. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Unless node_modules holds what the lockfile of the last installation asked for.
 * @param {string} folder
 * @param {string} words what a person reads who waits for it
 * @returns {number} exit code
 */
export function installIn(folder, words) {
  const stamp = join(folder, "node_modules", ".installed");
  const lock = readFileSync(join(folder, "package-lock.json"), "utf8");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return 0;
  console.log(words);
  const args = ["ci", "--loglevel=error"];
  const npm = process.env.npm_execpath ?? "";
  const [command, first, shell] = npm.endsWith("npm-cli.js")
    ? [process.execPath, [npm], false]
    : ["npm", [], process.platform === "win32"];
  const { status, signal, error } = spawnSync(command, [...first, ...args], { cwd: folder, stdio: "inherit", shell });
  if (error) console.error(`npm: ${error.message}`);
  if (signal) process.exit(130);
  if (status === 0) writeFileSync(stamp, lock);
  return status ?? 1;
}
