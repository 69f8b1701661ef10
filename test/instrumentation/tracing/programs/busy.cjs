// Serves requests and makes a hundred thousand spans meanwhile, each with something in it; says how much memory that has cost.
const { createServer } = require("node:http");
const { setImmediate: turn } = require("node:timers/promises");
const { CustomTracer } = require("@cdktf-observability/instrumentation");

const tracer = new CustomTracer();
const heap = () => {
  globalThis.gc();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

const server = createServer((request, response) => response.end("served"));
server.listen(0, "127.0.0.1", async () => {
  console.log(`listening on ${server.address().port}`);
  await turn();
  const before = heap();
  for (let i = 0; i < 100_000; i++) {
    tracer.traceOperation("work", () => {}, { text: `${i} `.repeat(100) });
    if (i % 100 === 0) await turn();
  }
  console.log(`grown by ${(heap() - before).toFixed(1)} MiB`);
});
