/** Programs that log, on the compiled package, with a standard output that tests read, stop reading, close or fill. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { type Line, lineOf } from "./written";
// Compiles the package.
import "../tracing/program";

export interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Of its standard output; a part of a line at its end would be an error. */
  readonly lines: readonly Line[];
  readonly errors: string;
  readonly seconds: number;
}

const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});

/** Starts it; its output is read at once unless told otherwise. */
export function writes(
  args: readonly (string | number)[],
  { stdout = "pipe", reads = true }: { stdout?: "pipe" | number; reads?: boolean } = {},
): Run {
  const began = performance.now();
  const child = spawn(process.execPath, [join(__dirname, "programs", "writes.cjs"), ...args.map(String)], {
    env: { PATH: process.env["PATH"] },
    stdio: ["ignore", stdout, "pipe"],
  });
  running.add(child);
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => output.push(chunk));
  // A busy machine can reset a pipe whose other end has gone. What was lost by it is missing in the lines.
  child.stdout?.on("error", () => undefined);
  if (!reads) child.stdout?.pause();
  child.stderr?.on("data", (chunk: Buffer) => errors.push(chunk));
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (code, signal) => {
      running.delete(child);
      resolve({
        code,
        signal,
        // Only where they are looked at: a test that does not read leaves half a line.
        get lines() {
          return Buffer.concat(output)
            .toString()
            .split(/(?<=\n)/)
            .filter((line) => line !== "")
            .map(lineOf);
        },
        errors: Buffer.concat(errors).toString(),
        seconds: (performance.now() - began) / 1000,
      });
    });
  });
  return { child, ended };
}
