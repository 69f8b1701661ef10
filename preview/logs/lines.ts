/** Lines that programs could have written: the same for the same program at the same time, so that nothing need be kept. */
import type { Entry } from "./pipeline";

export interface Stream {
  readonly labels: Readonly<Record<"namespace" | "service" | "pod" | "container" | "node", string>>;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** How often a program writes, on average, in milliseconds. */
const PACE = 20_000;

export const linesOf = (stream: Stream, { from, to }: Span): readonly Entry[] => {
  const entries: Entry[] = [];
  for (let slot = Math.floor(from / PACE); slot * PACE <= to; slot += 1) {
    const chance = chances(`${stream.labels.pod} ${stream.labels.container} ${slot}`);
    const time = Math.floor(slot * PACE + chance() * PACE);
    if (time < from || time > to) continue;
    const level = levelAt(chance(), time);
    const line = (WRITERS[stream.labels.service] ?? application)({ level, time, chance, stream });
    const known = line.startsWith("{") ? (/"trace_id":"(\w+)"/.exec(line)?.[1] ?? "") : "";
    const labels = { ...stream.labels, detected_level: level, ...(known === "" ? {} : { trace_id: known }) };
    entries.push({ time, line, labels });
  }
  return entries;
};

/** Once in four hours something goes wrong for a quarter of an hour. */
const levelAt = (chance: number, time: number): string => {
  const trouble = (time / 60_000) % 240 > 150 && (time / 60_000) % 240 < 166 ? 4 : 1;
  if (chance < 0.02 * trouble) return "error";
  if (chance < 0.06 * trouble) return "warn";
  return chance > 0.96 ? "debug" : "info";
};

interface Occasion {
  readonly level: string;
  readonly time: number;
  readonly chance: () => number;
  readonly stream: Stream;
}

const one = <Value>(of: readonly [Value, ...Value[]], chance: number): Value =>
  of[Math.floor(chance * of.length)] ?? of[0];

const ROUTES = ["/api/orders", "/api/orders/:id", "/api/cart", "/api/products", "/api/session", "/healthz"] as const;
const METHODS = ["GET", "GET", "GET", "POST", "PUT", "DELETE"] as const;
const FAILURES = [
  "connection refused by postgres:5432",
  "deadline exceeded while calling payment",
  "payment declined: timeout of the provider",
  "deadlock detected, transaction rolled back",
  "unhandled exception: undefined is not an object",
] as const;

const hex = (chance: () => number, length: number): string =>
  Array.from({ length }, () => Math.floor(chance() * 16).toString(16)).join("");

const application = ({ level, time, chance, stream }: Occasion): string => {
  const failed = level === "error";
  return JSON.stringify({
    time: new Date(time).toISOString(),
    level,
    service: stream.labels.service,
    msg: failed
      ? one(FAILURES, chance())
      : level === "warn"
        ? "slow request"
        : level === "debug"
          ? "cache miss"
          : "request finished",
    method: one(METHODS, chance()),
    route: one(ROUTES, chance()),
    status: failed ? one([500, 502, 503], chance()) : one([200, 200, 201, 204, 404], chance()),
    duration_ms: Math.round((level === "warn" ? 900 : 20) * (0.3 + 2 * chance())),
    trace_id: hex(chance, 32),
  });
};

const logfmt = (fields: Readonly<Record<string, string | number>>): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}=${/[\s"=]/.test(String(value)) ? JSON.stringify(value) : value}`)
    .join(" ");

/** What a program says at each level. */
type Says = Readonly<Record<"info" | "warn" | "error" | "debug", readonly [string, ...string[]]>>;

const SAYS: Readonly<Record<string, Says>> = {
  prometheus: {
    info: ["Head GC completed", "write block", "Completed loading of configuration file", "compact blocks"],
    warn: ["Error on ingesting samples with different value but same timestamp", "Scrape exceeded its deadline"],
    error: ["Failed to apply configuration", "Error sending alerts"],
    debug: ["Scrape commit"],
  },
  alertmanager: {
    info: ["Completed loading of configuration file", "Notify success"],
    warn: ["Notify attempt failed, will retry later", "Refused connection of a peer"],
    error: ["Notify for alerts failed: unexpected status code 503", "dial tcp: i/o timeout"],
    debug: ["Received alert"],
  },
  loki: {
    info: ["metrics.go query finished", "metrics.go query finished", "uploading tables", "flushing stream"],
    warn: ["metrics.go slow query", "max streams of tenant nearly reached"],
    error: ["failed to flush: timeout of object storage", "error notifying scheduler"],
    debug: ["Ring is healthy"],
  },
};

const product: (says: Says) => (occasion: Occasion) => string =
  (says) =>
  ({ level, time, chance }) => {
    const msg = one(says[level as keyof Says] ?? says.info, chance());
    return logfmt({
      ts: new Date(time).toISOString(),
      level,
      caller: msg.startsWith("metrics.go") ? "metrics.go:237" : `main.go:${Math.floor(100 + chance() * 900)}`,
      msg,
      ...(msg.startsWith("metrics.go")
        ? { duration: `${(level === "warn" ? 6 : 0.1) + chance()}s`, status: one([200, 200, 200, 500], chance()) }
        : {}),
    });
  };

const jsonProduct =
  (says: Says) =>
  ({ level, time, chance }: Occasion): string =>
    JSON.stringify({
      t: new Date(time).toISOString(),
      level,
      logger: one(["context", "data-proxy-log", "ngalert.scheduler", "sqlstore"], chance()),
      msg: one(says[level as keyof Says] ?? says.info, chance()),
      remote_addr: `10.0.${Math.floor(chance() * 255)}.${Math.floor(chance() * 255)}`,
    });

const WRITERS: Readonly<Record<string, (occasion: Occasion) => string>> = {
  ...Object.fromEntries(Object.entries(SAYS).map(([service, says]) => [service, product(says)])),
  grafana: jsonProduct({
    info: ["Request Completed", "Update check succeeded", "Successful login"],
    warn: ["Request Completed slowly", "Invalid username or password"],
    error: ["Data source is not reachable", "Failed to look up user", "Plugin did not answer"],
    debug: ["Rendering dashboard"],
  }),
  jaeger: jsonProduct({
    info: ["Everything is ready. Begin running and processing data.", "spanmetrics flushed"],
    warn: ["sampling strategies are old", "queue is nearly full"],
    error: ["could not process bulk request", "Failed to exec query", "part of bulk request failed"],
    debug: ["batch sent"],
  }),
  fluentd: ({ level, time, chance }) =>
    `${new Date(time).toISOString()} [${level}]: #0 ${one(level === "info" ? ["flushed a chunk", "following tail of a file"] : ["failed to flush the buffer, will retry", "pattern not matched"], chance())}`,
};

/** A row of numbers between 0 and 1 that a text decides. */
const chances = (text: string): (() => number) => {
  let state = 2_166_136_261;
  for (let index = 0; index < text.length; index += 1) state = Math.imul(state ^ text.charCodeAt(index), 16_777_619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};
