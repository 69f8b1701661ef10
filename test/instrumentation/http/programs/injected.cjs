// A service of Fastify whose own tests inject requests: no socket anywhere.
const fastify = require("fastify");
const { fastifyMetrics, MetricsCollector } = require("@cdktf-observability/instrumentation");

const metrics = new MetricsCollector({ defaultMetrics: false });

async function main() {
  const app = fastify();
  await app.register(fastifyMetrics(metrics));
  app.get("/metrics", metrics.handler);
  app.get("/orders/:id", () => "order");
  app.get("/moved", (_request, reply) => reply.redirect("/orders/1"));
  app.get("/throws", () => {
    throw new Error("thrown");
  });
  for (const url of ["/orders/1", "/orders/2", "/moved", "/throws", "/none"]) await app.inject(url);
  const { payload } = await app.inject("/metrics");
  console.log(`${payload}that is all`);
}
void main();
