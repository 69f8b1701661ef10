/** The same small service of Express in four ways: all that count count the process as well, so that the middleware alone differs. */
import { applicationMetrics } from "@cdktf-observability/contract";
import { expressMetrics, MetricsCollector } from "@cdktf-observability/instrumentation";
import express, { type Express, type RequestHandler } from "express";
import promBundle from "express-prom-bundle";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

const { requestsTotal, requestDuration, requestsInFlight } = applicationMetrics.http;

/** What a careful person writes by hand for the same three metrics. */
function byHand(): RequestHandler {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  const labelNames = ["method", "route", "status_code"] as const;
  const total = new Counter({ name: requestsTotal.name, help: requestsTotal.help, labelNames, registers });
  const inFlight = new Gauge({ name: requestsInFlight.name, help: requestsInFlight.help, registers });
  const duration = new Histogram({
    name: requestDuration.name,
    help: requestDuration.help,
    labelNames,
    buckets: [...requestDuration.buckets],
    registers,
  });
  return (req, res, next) => {
    inFlight.inc();
    const began = process.hrtime.bigint();
    res.once("close", () => {
      inFlight.dec();
      const { path = "unmatched" } = (req.route ?? {}) as { readonly path?: string };
      const labels = { method: req.method, route: req.baseUrl + path, status_code: res.statusCode };
      total.inc(labels);
      duration.observe(labels, Number(process.hrtime.bigint() - began) / 1e9);
    });
    next();
  };
}

function bundle(): RequestHandler {
  const register = new Registry();
  return promBundle({
    autoregister: false,
    includeMethod: true,
    includePath: true,
    includeUp: false,
    buckets: [...requestDuration.buckets],
    normalizePath: (req) => req.baseUrl + ((req.route as { readonly path?: string } | undefined)?.path ?? "unmatched"),
    promClient: { collectDefaultMetrics: { register } },
    promRegistry: register,
  });
}

/** Undefined: no middleware at all. */
const middlewares = {
  "bare handler": undefined,
  "bare prom-client": byHand,
  "express-prom-bundle": bundle,
  ours: (): RequestHandler => expressMetrics(new MetricsCollector()),
} as const satisfies Readonly<Record<string, (() => RequestHandler) | undefined>>;

export type Variant = keyof typeof middlewares;
export const VARIANTS = Object.keys(middlewares) as readonly Variant[];

export function service(variant: Variant): Express {
  const app = express();
  const middleware = middlewares[variant]?.();
  if (middleware) app.use(middleware);
  app.get("/orders/:id", (req, res) => void res.json({ id: req.params.id, state: "paid" }));
  return app;
}
