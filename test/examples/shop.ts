/** The example, started as `npm run example` starts it, for as long as a test looks at it. */
import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { node, root } from "../packages/installed";

const dist = (name: string): string => join(root, "examples", "shop-api", "dist", name);

export const compileShop = (): void =>
  void node(root, join(root, "node_modules", "typescript", "bin", "tsc"), "-b", join("examples", "shop-api"));

export interface Shop {
  readonly address: string;
  /** What it has written to standard output so far. */
  readonly lines: readonly string[];
  /** What it has told people. */
  readonly told: readonly string[];
  /** Ctrl-C. @returns its exit code */
  readonly stop: () => Promise<number | null>;
}

/** Milliseconds. */
const PATIENCE = 20_000;

/** @param env variables of OpenTelemetry */
export const startShop = async (env: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<Shop> => {
  const preload = pathToFileURL(dist("observability.js")).href;
  const child: ChildProcess = spawn(process.execPath, ["--import", preload, dist("main.js"), ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit") as Promise<[number | null]>;
  const lines: string[] = [];
  const told: string[] = [];
  if (child.stdout) createInterface(child.stdout).on("line", (line) => lines.push(line));
  if (child.stderr) createInterface(child.stderr).on("line", (line) => told.push(line));
  const stop = async (): Promise<number | null> => {
    child.kill("SIGINT");
    const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
    const [code] = await ended;
    clearTimeout(timer);
    return code;
  };
  try {
    const address = await eventually(() => /answers at (\S+),/.exec(told.join("\n"))?.[1]);
    return { address, lines, told, stop };
  } catch (error) {
    await stop();
    throw new Error(`the shop did not start:\n${told.join("\n")}\n${lines.join("\n")}`, { cause: error });
  }
};

/** Asks again and again until there is an answer. */
export const eventually = async <Value>(ask: () => Value | undefined): Promise<Value> => {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const found = ask();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`nothing came within ${PATIENCE} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const TYPES = {
  text: "text/plain;version=0.0.4",
  // As Prometheus asks.
  openMetrics: "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5",
};

export const scrape = async ({ address }: Shop, format: keyof typeof TYPES): Promise<string> => {
  const response = await fetch(`${address}/metrics`, { headers: { accept: TYPES[format] } });
  return response.text();
};
