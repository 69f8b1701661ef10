/** A Prometheus of one's own for as long as something is asked of it: on this machine only, with a port and a folder that nobody else has. */
import { spawn, type ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ToolError } from "./tools";

/** What Prometheus says a query has cost it. */
export interface QueryCost {
  /** Samples that it has touched. */
  readonly samples: number;
  /** The most that it has held at one time. */
  readonly peakSamples: number;
  /** For the evaluation, without parsing and transport. */
  readonly seconds: number;
  /** Series in the answer. */
  readonly series: number;
}

export interface Server {
  readonly version: string;
  readonly ask: (query: string, at: number) => Promise<QueryCost>;
  readonly stop: () => Promise<void>;
}

/** The longest that it may take to read its blocks. */
const PATIENCE = 60_000;

export const startPrometheus = async (program: string, folder: string, data: string): Promise<Server> => {
  const port = await freePort();
  const config = join(folder, "prometheus.yml");
  writeFileSync(config, "global: {}\n");
  const child = spawn(
    program,
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}`,
      "--storage.tsdb.retention.time=40d",
      `--web.listen-address=127.0.0.1:${port}`,
      "--log.level=warn",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  let said = "";
  child.stderr.on("data", (text: Buffer) => (said += text.toString()));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const failed = new Promise<never>((_, reject) => {
    child.once("error", (error) => reject(new ToolError(`${program} cannot be run: ${error.message}`)));
    child.once("exit", (code) => reject(new ToolError(`${program} ended with exit code ${code}:\n${said}`)));
  });
  // It is meant to end when it is stopped, and then nobody waits for this.
  failed.catch(() => undefined);
  const address = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill("SIGTERM");
    await Promise.race([ended, sleep(10_000).then(() => kill(child))]);
  };
  try {
    await Promise.race([ready(address), failed]);
    const { data: build } = (await json(`${address}/api/v1/status/buildinfo`)) as { data: { version: string } };
    return { version: build.version, ask: (query, at) => ask(address, query, at), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

const kill = (child: ChildProcess): void => {
  if (child.exitCode === null) child.kill("SIGKILL");
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });

const ready = async (address: string): Promise<void> => {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    const answer = await fetch(`${address}/-/ready`).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(100);
  }
  throw new ToolError(`Prometheus was not ready after ${PATIENCE / 1000} s.`);
};

const json = async (url: string): Promise<unknown> => {
  const answer = await fetch(url);
  const text = await answer.text();
  if (!answer.ok) throw new ToolError(`Prometheus answered ${answer.status}: ${text.slice(0, 500)}`);
  return JSON.parse(text) as unknown;
};

/** The part of an answer to `/api/v1/query?stats=all` that is looked at. */
interface Answer {
  readonly data: {
    readonly resultType: string;
    readonly result: readonly unknown[];
    readonly stats: {
      readonly timings: { readonly evalTotalTime: number };
      readonly samples: { readonly totalQueryableSamples: number; readonly peakSamples: number };
    };
  };
}

const ask = async (address: string, query: string, at: number): Promise<QueryCost> => {
  const parameters = new URLSearchParams({ query, time: String(at / 1000), stats: "all" });
  const { data } = (await json(`${address}/api/v1/query?${parameters.toString()}`)) as Answer;
  const { samples, timings } = data.stats;
  return {
    samples: samples.totalQueryableSamples,
    peakSamples: samples.peakSamples,
    seconds: timings.evalTotalTime,
    series: data.resultType === "vector" ? data.result.length : 1,
  };
};
