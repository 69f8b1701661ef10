// A service of ES modules: Express 5, which asks another service (STOCK) by each of the usual ways.
import express from "express";
import { get } from "node:http";
import { CustomTracer } from "@cdktf-observability/instrumentation";

const app = express();
const tracer = new CustomTracer();
const stock = `${process.env.STOCK}/stock/7`;

const byHttp = () =>
  new Promise((resolve, reject) =>
    get(stock, (response) => response.on("data", () => {}).on("end", () => resolve(response.statusCode))).on(
      "error",
      reject,
    ),
  );

const ways = {
  http: byHttp,
  fetch: async () => (await fetch(stock)).status,
  traced: async () => (await tracer.traceHttpRequest("GET", stock, (headers) => fetch(stock, { headers }))).status,
  forgetful: async () => (await tracer.traceHttpRequest("GET", stock, () => fetch(stock))).status,
};

app.use((request, response, next) => next());
app.get("/orders/:id/:way", async (request, response) => response.json({ status: await ways[request.params.way]() }));
app.get("/metrics", (request, response) => response.send("# nothing"));
app.get("/fails", () => {
  throw new RangeError("out of stock");
});
app.use((error, request, response, next) => response.status(500).send("sorry"));

const server = app.listen(0, "127.0.0.1", () => console.log(`listening on ${server.address().port}`));
