/** The programs that the bench drives, found as everything else here finds its tools. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** A program is missing, or does not do what is asked of it; the message says which, and why. */
export class ToolError extends Error {
  override readonly name = "ToolError";
}

/**
 * @param given what the person said on the command line
 * @throws ToolError with what it is, and how to get it
 */
export const toolPath = (name: "promtool" | "prometheus", given: string | undefined): string => {
  if (given !== undefined) return given;
  const finder = join("tools", "tools.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [finder, "path", name], { encoding: "utf8" });
  if (status !== 0) throw new ToolError(`${stderr.trim()} Or say where it is: --${name} PATH.`);
  return stdout.trim();
};
