// Makes a span and ends, in the way that its argument names.
const { CustomTracer } = require("@cdktf-observability/instrumentation");

const tracer = new CustomTracer();
tracer.traceOperation("work", () => {});

const ways = {
  byItself: () => {},
  byExit: async () => {
    await globalThis.setup.shutdown();
    await globalThis.setup.shutdown();
    process.exit(3);
  },
  byError: () => {
    throw new Error("the application's own");
  },
  byRejection: () => tracer.traceOperation("failing work", () => Promise.reject(new Error("nobody handles this"))),
  byWorker: () => {
    const { Worker } = require("node:worker_threads");
    new Worker(
      `const { CustomTracer } = require("@cdktf-observability/instrumentation");
       new CustomTracer().traceOperation("work of a worker", () => {});`,
      { eval: true },
    );
  },
};
void ways[process.argv[2]]();
