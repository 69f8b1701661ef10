// A program that logs in the way that its first argument says, and tells on standard error what became of it.
const { createWriteStream } = require("node:fs");
const { PassThrough } = require("node:stream");
const { setTimeout: pause } = require("node:timers/promises");
const { Worker } = require("node:worker_threads");

const pinoFirst = process.argv[2] === "instrumented";
if (pinoFirst) {
  const { registerInstrumentations } = require("@opentelemetry/instrumentation");
  const { PinoInstrumentation } = require("@opentelemetry/instrumentation-pino");
  registerInstrumentations({ instrumentations: [new PinoInstrumentation()] });
}
const { StructuredLogger } = require("@cdktf-observability/instrumentation");
const identity = { service: "shop", version: "1.2.3", environment: "test" };
const logger = (options = {}) => new StructuredLogger({ ...identity, ...options });
const tell = (what) => process.stderr.write(`${JSON.stringify(what)}\n`);

const ways = {
  async steadily() {
    const log = logger();
    for (let index = 0; index < 100; index += 1) {
      log.info("hello", { index });
      await pause(5);
    }
    tell({ audit: log.audit("login", "u-1"), flush: log.flush() });
    log.fatal("last");
  },

  /** The reader does not read: is the program held up? */
  async much() {
    // Node makes a pipe non-blocking when it is first asked for.
    if (process.argv[4] === "nonblocking") process.stdout.on("error", () => undefined);
    const log = logger();
    const lines = Number(process.argv[3]);
    let longest = 0;
    for (let index = 0; index < lines; index += 1) {
      log.info("hello", { index, text: "x".repeat(400) });
      if (index % 100 === 99) {
        const began = performance.now();
        await pause(1);
        longest = Math.max(longest, performance.now() - began);
      }
    }
    tell({ longest: Math.round(longest) });
    await pause(Number(process.argv[5] ?? 0));
    log.info("last");
  },

  ends() {
    const log = logger();
    process.on("exit", () => log.info("in the listener of the end"));
    for (let index = 0; index < 1000; index += 1) log.info("hello", { index });
    if (process.argv[3] === "exit") process.exit(3);
    if (process.argv[3] === "throw") throw new Error("uncaught");
    if (process.argv[3] === "reject") void Promise.reject(new Error("unhandled"));
    if (process.argv[3] === "fatal") {
      log.fatal("last");
      process.kill(process.pid, "SIGKILL");
    }
  },

  together() {
    const one = logger();
    const two = logger();
    for (let index = 0; index < 10; index += 1) (index % 2 ? one : two).info("hello", { index });
  },

  async streams() {
    const missing = createWriteStream("/no/such/folder/log");
    const ended = new PassThrough();
    ended.end();
    const destroyed = new PassThrough();
    destroyed.on("error", () => undefined).destroy(new Error("gone"));
    for (const destination of [missing, ended, destroyed]) {
      const log = logger({ destination });
      log.info("hello");
      await pause(20);
      log.info("hello");
      log.audit("login", "u-1");
    }
    const stalled = new PassThrough();
    const log = logger({ destination: stalled });
    for (let index = 0; index < 30_000; index += 1) log.info("hello", { text: "x".repeat(400) });
    tell({ waiting: stalled.writableLength + stalled.readableLength });
    stalled.resume();
    await pause(50);
    log.info("again");
    stalled.setEncoding("utf8").once("data", () => undefined);
    await pause(10);
    tell("alive");
  },

  nowhere() {
    logger({ destination: "/no/such/folder/log" }).info("hello");
    logger({ destination: { right: "no" } }).info("hello");
    logger({ destination: null }).info("hello");
    for (const options of [undefined, null, 7, "x", []]) new StructuredLogger(options).info("hello");
  },

  async thread() {
    const worker = new Worker(
      `const { StructuredLogger } = require("@cdktf-observability/instrumentation");
       new StructuredLogger(${JSON.stringify(identity)}).info("in a thread");`,
      { eval: true },
    );
    await new Promise((resolve) => worker.once("exit", resolve));
  },

  instrumented() {
    const { context, trace } = require("@opentelemetry/api");
    const { AsyncLocalStorageContextManager } = require("@opentelemetry/context-async-hooks");
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    const span = trace.wrapSpanContext({
      traceId: "0af7651916cd43dd8448eb211c80319c",
      spanId: "b7ad6b7169203331",
      traceFlags: 1,
    });
    const log = logger();
    context.with(trace.setSpan(context.active(), span), () => {
      log.info("hello", { order: 1, ["__proto__x"]: 1 });
      log.audit("login", "u-1");
    });
  },
};

void ways[process.argv[2]]();
