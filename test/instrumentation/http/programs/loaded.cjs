// The same small service in each framework, all on one collector, and beside them a door that tells how much memory is in use after a collection of garbage.
const { createServer } = require("node:http");
const KoaRouter = require("@koa/router");
const express4 = require("express4");
const express5 = require("express");
const fastify = require("fastify");
const Koa = require("koa");
const {
  expressMetrics,
  fastifyMetrics,
  httpMetrics,
  koaMetrics,
  MetricsCollector,
} = require("@cdktf-observability/instrumentation");

const metrics = new MetricsCollector();
const thrown = () => {
  throw new Error("thrown");
};

function express(make) {
  const app = make();
  app.use(expressMetrics(metrics));
  const router = make.Router();
  router.get("/orders/:id", (_req, res) => void res.send("order"));
  router.get("/throws", thrown);
  router.get("/never", () => {});
  app.use("/shops/:shop", router);
  // Four parameters make it a handler of errors.
  app.use((_error, _req, res, _next) => void res.status(500).send("sorry"));
  return app;
}

async function ofFastify() {
  const app = fastify();
  await app.register(fastifyMetrics(metrics));
  app.get("/shops/:shop/orders/:id", () => "order");
  app.get("/shops/:shop/throws", thrown);
  app.get("/shops/:shop/never", () => new Promise(() => {}));
  await app.ready();
  return (req, res) => app.routing(req, res);
}

function ofKoa() {
  const app = new Koa();
  app.silent = true;
  app.use(koaMetrics(metrics));
  const router = new KoaRouter({ prefix: "/shops/:shop" });
  router.get("/orders/:id", (context) => void (context.body = "order"));
  router.get("/throws", thrown);
  router.get("/never", () => new Promise(() => {}));
  app.use(router.routes());
  return app.callback();
}

const ofNode = () =>
  httpMetrics(
    metrics,
    (req, res) => {
      if (req.url.endsWith("/never")) return;
      if (req.url.endsWith("/throws")) res.statusCode = 500;
      res.end("order");
    },
    { route: ({ url }) => /^\/shops\/[^/]+(\/orders|\/\w+)/.exec(url)?.[1] },
  );

const ask = {
  "/metrics": (req, res) => metrics.handler(req, res),
  "/heap": (_req, res) => {
    globalThis.gc();
    res.end(String(process.memoryUsage().heapUsed));
  },
};

const listening = (handler) =>
  new Promise((resolve) => {
    const server = createServer(handler).listen(0, "127.0.0.1", () => resolve(server.address().port));
  });

async function main() {
  const handlers = [express(express5), express(express4), await ofFastify(), ofKoa(), ofNode()];
  const ports = await Promise.all(handlers.map(listening));
  const door = await listening((req, res) => ask[req.url](req, res));
  console.log(`listening on ${door}\nservices on ${ports.join(",")} `);
}
void main();
