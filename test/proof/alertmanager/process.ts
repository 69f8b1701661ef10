/** A real Alertmanager on loopback: started with a configuration, asked over its API, gone when the test file is done. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { tool } from "../tool";

export interface Alertmanager {
  readonly get: (path: string) => Promise<string>;
  readonly post: (path: string, body: unknown) => Promise<void>;
  /** All that it has logged. */
  readonly log: () => string;
  /** Ends it and waits until it is gone. */
  readonly stop: () => Promise<void>;
}

const running = new Set<Alertmanager>();
afterAll(() => Promise.all([...running].map(({ stop }) => stop())));

/** Fails with its log where it does not take the configuration. */
export const startAlertmanager = async (configuration: unknown): Promise<Alertmanager> => {
  const program = tool("alertmanager");
  if (program === undefined) throw new Error("alertmanager is missing");
  const folder = mkdtempSync(join(tmpdir(), "alertmanager-"));
  const file = join(folder, "alertmanager.yml");
  writeFileSync(file, stringify(configuration));
  const flags = [
    `--config.file=${file}`,
    `--storage.path=${join(folder, "data")}`,
    "--web.listen-address=127.0.0.1:0",
    // None, so that it stays alone.
    "--cluster.listen-address=",
    "--enable-feature=utf8-strict-mode",
    // It speaks every few seconds, so that it ends when nobody listens any more: when the tests have been killed.
    "--log.level=debug",
    "--data.maintenance-interval=5s",
  ];
  const child = spawn(program, flags, { stdio: ["ignore", "ignore", "pipe"] });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (log += text));
  const ended = once(child, "close");

  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    const patience = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(patience);
    rmSync(folder, { recursive: true, force: true });
    running.delete(alertmanager);
  };
  let url = "";
  const asked = async (path: string, request: RequestInit): Promise<string> => {
    const response = await fetch(url + path, { signal: AbortSignal.timeout(10_000), ...request });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return text;
  };
  const alertmanager: Alertmanager = {
    get: (path) => asked(path, {}),
    post: async (path, body) => {
      const headers = { "content-type": "application/json" };
      await asked(path, { method: "POST", headers, body: JSON.stringify(body) });
    },
    log: () => log,
    stop,
  };
  running.add(alertmanager);
  try {
    url = await listening(child, () => log);
    await until("it is ready", () => alertmanager.get("/-/ready").then(Boolean, () => false));
  } catch (error) {
    await stop();
    throw error;
  }
  return alertmanager;
};

/** Where it listens: it has chosen a free port itself, so that none can be taken away between choosing and listening. */
const listening = async (child: ChildProcess, log: () => string): Promise<string> => {
  const address = () => /msg="Listening on" address=(\S+)/.exec(log())?.[1];
  await until("it listens", () => address() !== undefined || child.exitCode !== null);
  const found = address();
  if (found === undefined) throw new Error(`alertmanager has ended:\n${log()}`);
  return `http://${found}`;
};

/** Waits until it holds. */
export const until = async (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`30 s and still not: ${what}`);
    await new Promise((next) => setTimeout(next, 50));
  }
};
