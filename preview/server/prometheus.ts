/** A real Prometheus on loopback, which answers all queries from a folder that nothing is added to. */
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { end, start } from "./programs";

export interface Prometheus {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** @param folder where its data are */
export const startPrometheus = async (program: string, folder: string): Promise<Prometheus> => {
  const config = join(folder, "prometheus.yml");
  writeFileSync(config, "global: {}\n");
  const address = `127.0.0.1:${await freePort()}`;
  const child = start(
    program,
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=${address}`,
      // The world stands still: nothing in it becomes too old.
      "--storage.tsdb.retention.time=10y",
      "--query.max-samples=200000000",
      "--log.level=warn",
    ],
    folder,
  );
  let complaint = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    complaint = (complaint + text).slice(-4_000);
  });
  const url = `http://${address}`;
  await ready(url, () => {
    if (child.exitCode !== null) throw new Error(`Prometheus ended at once:\n${complaint}`);
  });
  return { url, stop: () => end(child) };
};

/** Milliseconds. */
const PATIENCE = 60_000;

const ready = async (url: string, check: () => void): Promise<void> => {
  for (const started = Date.now(); Date.now() - started < PATIENCE;) {
    check();
    const answer = await fetch(`${url}/-/ready`).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error(`Prometheus is not ready after ${PATIENCE / 1_000} s.`);
};

export const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const probe = createServer();
    probe.on("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => done(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
