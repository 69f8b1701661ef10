#!/usr/bin/env node
/** `npx cdktf-observability`: what can be done without an app of one's own, and so without cdktf. */
import { assess } from "./assess";
import { say, type ExitCode } from "./say";

const USAGE = `usage: cdktf-observability assess FOLDER

  assess  what a project is made of, what watches it, and what to do first (assess --help)`;

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<ExitCode>>> = { assess };

/** @returns the exit code of the process: 0 all is well, 1 it cannot be done, 2 wrong usage */
export const command = async ([name, ...args]: readonly string[]): Promise<ExitCode> => {
  if (name === "--help" || name === "-h") return say(USAGE, 0);
  const known = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return known === undefined ? say(USAGE, 2) : known(args);
};

if (require.main === module) {
  // Whoever reads with `head` has seen enough.
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  void command(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
  });
}
