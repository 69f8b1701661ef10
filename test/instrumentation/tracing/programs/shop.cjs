// A service of CommonJS modules: Express 5, which asks another service (STOCK) by each of the usual ways.
const express = require("express");
const { get } = require("node:http");
const { CustomTracer } = require("@cdktf-observability/instrumentation");

const app = express();
const tracer = new CustomTracer();
const stock = `${process.env.STOCK}/stock/7`;

const byHttp = (headers = {}) =>
  new Promise((resolve, reject) =>
    get(stock, { headers }, (response) =>
      response.on("data", () => {}).on("end", () => resolve(response.statusCode)),
    ).on("error", reject),
  );

const ways = {
  http: () => byHttp(),
  fetch: async () => (await fetch(stock)).status,
  traced: () => tracer.traceHttpRequest("GET", stock, (headers) => byHttp(headers)),
  forgetful: () => tracer.traceHttpRequest("GET", stock, () => byHttp()),
};

app.use((request, response, next) => next());
app.get("/orders/:id/:way", async (request, response) => response.json({ status: await ways[request.params.way]() }));
app.get("/metrics", (request, response) => response.send("# nothing"));
app.get("/fails", () => {
  throw new RangeError("out of stock");
});
app.use((error, request, response, next) => response.status(500).send("sorry"));

const server = app.listen(0, "127.0.0.1", () => console.log(`listening on ${server.address().port}`));
