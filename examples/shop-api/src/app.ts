/** The shop: what people can ask of it, and what it says of its business. */
import express, { type ErrorRequestHandler, type Express } from "express";
import { expressLogging, expressMetrics } from "@cdktf-observability/instrumentation";
import { product } from "./catalogue";
import { findOrder, insertOrder } from "./database";
import { enqueueMail } from "./mails";
import { logger, metrics, PLANS, SOURCES } from "./observability";

const active = new Set<string>();

const field = (body: unknown, name: string): string => {
  const value = typeof body === "object" && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  return typeof value === "string" ? value : "";
};

const among = (all: readonly string[], value: string): boolean => all.includes(value);

/** The last one: whatever was thrown is logged once, with its trace, and told to nobody. */
const failed: ErrorRequestHandler = (error, _request, response, next) => {
  logger.error("a request could not be answered", { error: error as unknown });
  if (response.headersSent) next(error);
  else response.status(500).json({ problem: "something went wrong on our side" });
};

export const shop = (): Express => {
  const app = express();
  app.disable("x-powered-by");
  app.get("/metrics", metrics.handler);
  app.get("/healthz", (_request, response) => void response.json({ healthy: true }));
  app.use(expressMetrics(metrics));
  app.use(expressLogging(logger));
  app.use(express.json());

  app.get("/products/:id", async ({ params }, response) => {
    const found = await product(params.id);
    if (found === undefined) return void response.status(404).json({ problem: "there is no such product" });
    response.json(found);
  });

  app.post("/users", ({ body }, response) => {
    const [name, source, plan] = [field(body, "name"), field(body, "source"), field(body, "plan")];
    if (name === "" || !among(SOURCES, source) || !among(PLANS, plan))
      return void response.status(422).json({ problem: "name, source and plan are needed" });
    metrics.recordUserRegistration(source, plan);
    logger.audit("user.registered", name, { source, plan });
    response.status(201).json({ name });
  });

  app.post("/orders", async ({ body }, response) => {
    const [user, wanted] = [field(body, "user"), await product(field(body, "product"))];
    if (user === "" || wanted === undefined)
      return void response.status(422).json({ problem: "user and product are needed" });
    const order = await insertOrder(wanted.id, user);
    active.add(user);
    metrics.updateActiveUsers("daily", active.size);
    metrics.recordRevenue(wanted.id, "EUR", wanted.cents);
    enqueueMail(order.id, user);
    logger.info("an order was taken", { order: order.id, product: wanted.id });
    response.status(201).json(order);
  });

  app.get("/orders/:id", async ({ params }, response) => {
    const found = await findOrder(params.id);
    if (found === undefined) return void response.status(404).json({ problem: "there is no such order" });
    response.json(found);
  });

  app.use(failed);
  return app;
};
