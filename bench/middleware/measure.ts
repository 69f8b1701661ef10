/** Loads a service for a while, and tells what came of it. */
import autocannon from "autocannon";
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import * as path from "node:path";
import type { Variant } from "./variants";

export interface Figure {
  readonly requestsPerSecond: number;
  /** The 99th percentile of the time that a client waits, in milliseconds. */
  readonly p99: number;
  /** What the service used of a processor for a request, in microseconds: other programs on the machine disturb it least. */
  readonly processor: number;
}

export interface Service {
  readonly load: (seconds: number, connections: number) => Promise<Figure>;
  readonly stop: () => void;
}

export async function started(variant: Variant): Promise<Service> {
  const child = fork(path.join(__dirname, "service.js"), [variant]);
  const url = `http://127.0.0.1:${await numberFrom(child)}/orders/42`;
  return {
    load: async (seconds, connections) => {
      const before = await processorTime(child);
      const { times, answered } = await loaded(url, seconds, connections);
      const processor = ((await processorTime(child)) - before) / answered;
      return { requestsPerSecond: answered / seconds, p99: percentile(times, 0.99), processor };
    },
    stop: () => void child.kill(),
  };
}

/** A service that dies says nothing any more: that must not be waited for. */
async function numberFrom(child: ChildProcess): Promise<number> {
  const over = new AbortController();
  const died = once(child, "exit", { signal: over.signal }).then(([code]) => {
    throw new Error(`the service ended with exit code ${String(code)}`);
  });
  try {
    const [message] = (await Promise.race([once(child, "message", { signal: over.signal }), died])) as [number];
    return message;
  } finally {
    died.catch(() => undefined);
    over.abort();
  }
}

const processorTime = (child: ChildProcess): Promise<number> => {
  const answer = numberFrom(child);
  child.send("processor");
  return answer;
};

/** Times are taken here: autocannon's own are whole milliseconds. */
function loaded(url: string, seconds: number, connections: number): Promise<{ times: number[]; answered: number }> {
  return new Promise((resolve, reject) => {
    const times: number[] = [];
    const instance = autocannon({ url, connections, duration: seconds }, (error: Error | null, result) => {
      const failed = result.errors + result.timeouts + result.non2xx;
      if (error) reject(error);
      else if (failed > 0) reject(new Error(`${failed} requests failed at ${url}`));
      else resolve({ times, answered: times.length });
    });
    instance.on("response", (_client, _status, _bytes, milliseconds) => void times.push(milliseconds));
  });
}

const percentile = (values: readonly number[], part: number): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length * part)] ?? NaN;

export const median = (values: readonly number[]): number => percentile(values, 0.5);
