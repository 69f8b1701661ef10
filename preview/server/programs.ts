/** The programs that the preview starts: only these are ended, and all of them when it ends. */
import { spawn, type ChildProcess } from "node:child_process";

const running = new Set<ChildProcess>();

export interface Ended {
  readonly status: number;
  readonly output: string;
}

/** Runs a program to its end. */
export const run = (command: string, args: readonly string[], cwd: string): Promise<Ended> =>
  new Promise((done, fail) => {
    const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    running.add(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    child.on("error", fail);
    child.on("close", (status) => {
      running.delete(child);
      done({ status: status ?? 1, output });
    });
  });

/** Starts a program that runs until it is ended. */
export const start = (command: string, args: readonly string[], cwd: string): ChildProcess => {
  const child = spawn(command, args, { cwd, stdio: ["ignore", "ignore", "pipe"] });
  running.add(child);
  child.on("close", () => running.delete(child));
  return child;
};

/** Ends a program and waits until it is gone. */
export const end = (child: ChildProcess): Promise<void> =>
  new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done();
    const impatient = setTimeout(() => child.kill("SIGKILL"), 5_000);
    child.once("close", () => {
      clearTimeout(impatient);
      done();
    });
    child.kill("SIGTERM");
  });

export const endAll = async (): Promise<void> => {
  await Promise.all([...running].map(end));
};

// Whatever ends the preview, nothing that it started stays.
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});
