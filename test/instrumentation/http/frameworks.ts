/** The same small service in each framework, for tests that hold in all of them. */
import KoaRouter from "@koa/router";
import express from "express";
import express4 from "express4";
import fastify from "fastify";
import Koa from "koa";
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expressMetrics, fastifyMetrics, httpMetrics, koaMetrics } from "../../../instrumentation/src/http";
import { MetricsCollector, type MetricsCollectorOptions } from "../../../instrumentation/src/metrics";

/** What its routes do, on node's own objects. */
export interface Behaviour {
  /** `/stream`: writes for ever. */
  readonly stream: (res: ServerResponse) => void;
  /** `/pieces`: three parts of an answer, with time between them. */
  readonly pieces: (res: ServerResponse) => void;
  /** `/large`: at once more than an operating system takes. */
  readonly large: (res: ServerResponse) => void;
  /** `/events`: server-sent events. */
  readonly events: (res: ServerResponse) => void;
  /** `/events-at-once`: the same, with headers that only `writeHead` has seen. */
  readonly eventsAtOnce: (res: ServerResponse) => void;
  /** `/cut`: the socket is destroyed in the middle of the answer. */
  readonly cut: (res: ServerResponse) => void;
  /** `/broken`: the response is destroyed with an error. */
  readonly broken: (res: ServerResponse) => void;
}

const behaviour: Behaviour = {
  stream: (res) => {
    res.writeHead(200);
    const timer = setInterval(() => res.write("x".repeat(1000)), 5);
    res.on("close", () => clearInterval(timer));
  },
  pieces: (res) => {
    res.writeHead(200);
    res.write("piece");
    setTimeout(() => res.write("piece"), 100);
    setTimeout(() => res.end("piece"), 200);
  },
  large: (res) => void res.end(Buffer.alloc(50_000_000)),
  events: (res) => {
    res.setHeader("content-type", "text/event-stream; charset=utf-8");
    res.write("data: 1\n\n");
  },
  eventsAtOnce: (res) => {
    res.writeHead(200, { "Content-Type": "text/event-stream" });
    res.write("data: 1\n\n");
  },
  cut: (res) => {
    res.write("half");
    setTimeout(() => res.socket?.destroy(), 10);
  },
  broken: (res) => {
    res.write("half");
    setTimeout(() => res.destroy(new Error("the source broke")), 10);
  },
};

export interface Framework {
  readonly name: string;
  readonly listener: (metrics: MetricsCollector) => Promise<RequestListener>;
}

type ExpressApp = ReturnType<typeof express>;

const expressListener =
  (make: typeof express) =>
  (metrics: MetricsCollector): Promise<RequestListener> => {
    const app: ExpressApp = make();
    app.use(expressMetrics(metrics));
    app.get("/metrics", metrics.handler);
    app.get("/orders/:id", (_req, res) => void res.send("order"));
    app.post("/orders", (req, res) => void req.resume().on("end", () => res.status(201).send("made")));
    app.get("/health", (_req, res) => void res.send("fine"));
    app.get("/never", () => undefined);
    app.get("/throws", () => {
      throw new Error("thrown");
    });
    app.get("/rejects", (_req, _res, next) => void Promise.reject(new Error("rejected")).catch(next));
    for (const [path, act] of Object.entries(paths)) app.get(path, (_req, res) => act(res));
    const items = make.Router();
    items.get("/items/:item", (_req, res) => void res.send("item"));
    items.get("/throws", () => {
      throw new Error("thrown");
    });
    app.use("/shops/:shop", items);
    app.use(((_error, _req, res, next) =>
      res.headersSent ? next(_error) : void res.status(500).send("sorry")) as express.ErrorRequestHandler);
    return Promise.resolve(app);
  };

const paths = {
  "/stream": behaviour.stream,
  "/pieces": behaviour.pieces,
  "/large": behaviour.large,
  "/events": behaviour.events,
  "/events-at-once": behaviour.eventsAtOnce,
  "/cut": behaviour.cut,
  "/broken": behaviour.broken,
} as const;

async function fastifyListener(metrics: MetricsCollector): Promise<RequestListener> {
  const app = fastify();
  await app.register(fastifyMetrics(metrics));
  app.get("/metrics", metrics.handler);
  app.get("/orders/:id", () => "order");
  app.post("/orders", (_request, reply) => reply.code(201).send("made"));
  app.get("/health", () => "fine");
  app.get("/never", () => new Promise(() => undefined));
  app.get("/throws", () => {
    throw new Error("thrown");
  });
  app.get("/rejects", () => Promise.reject(new Error("rejected")));
  for (const [path, act] of Object.entries(paths)) {
    app.get(path, (_request, reply) => {
      reply.hijack();
      act(reply.raw);
    });
  }
  await app.register(
    (shops, _options, done) => {
      shops.get("/items/:item", () => "item");
      shops.get("/throws", () => {
        throw new Error("thrown");
      });
      done();
    },
    { prefix: "/shops/:shop" },
  );
  await app.ready();
  return (req, res) => app.routing(req, res);
}

function koaListener(metrics: MetricsCollector): Promise<RequestListener> {
  const app = new Koa();
  app.silent = true;
  app.use(koaMetrics(metrics));
  const router = new KoaRouter();
  const raw = (context: Koa.Context, act: (res: ServerResponse) => void): void => {
    context.respond = false;
    context.res.statusCode = 200;
    act(context.res);
  };
  router.get("/metrics", metrics.handler);
  router.get("/orders/:id", (context) => void (context.body = "order"));
  router.post("/orders", (context) => void Object.assign(context, { status: 201, body: "made" }));
  router.get("/health", (context) => void (context.body = "fine"));
  router.get("/never", () => new Promise(() => undefined));
  router.get("/throws", () => {
    throw new Error("thrown");
  });
  router.get("/rejects", () => Promise.reject(new Error("rejected")));
  for (const [path, act] of Object.entries(paths)) router.get(path, (context) => raw(context, act));
  const shops = new KoaRouter();
  shops.get("/items/:item", (context) => void (context.body = "item"));
  shops.get("/throws", () => {
    throw new Error("thrown");
  });
  router.use("/shops/:shop", shops.routes());
  app.use(router.routes());
  return Promise.resolve(app.callback());
}

/** Node leaves routes, throwing and rejecting to the application: this one does what applications do. */
function nodeListener(metrics: MetricsCollector): Promise<RequestListener> {
  const templates = [
    "/metrics",
    "/orders/:id",
    "/orders",
    "/health",
    "/never",
    "/throws",
    "/rejects",
    ...Object.keys(paths),
    "/shops/:shop/items/:item",
    "/shops/:shop/throws",
  ];
  const route = ({ url = "" }: IncomingMessage): string | undefined =>
    templates.find((template) => new RegExp(`^${template.replace(/:\w+/g, "[^/]+")}(\\?|$)`).test(url));
  const handler = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const template = route(req);
    if (template === undefined) res.writeHead(404).end();
    else if (template === "/metrics") await metrics.handler(req, res);
    else if (template.endsWith("/throws")) throw new Error("thrown");
    else if (template === "/rejects") await Promise.reject(new Error("rejected"));
    else if (template in paths) paths[template as keyof typeof paths](res);
    else if (template !== "/never")
      req.resume().on("end", () => res.writeHead(req.method === "POST" ? 201 : 200).end("fine"));
  };
  const watched = httpMetrics(metrics, handler, { route });
  return Promise.resolve((req, res) => void watched(req, res).catch(() => res.writeHead(500).end("sorry")));
}

export const FRAMEWORKS: readonly Framework[] = [
  { name: "Express 5", listener: expressListener(express) },
  { name: "Express 4", listener: expressListener(express4) },
  { name: "Fastify", listener: fastifyListener },
  { name: "Koa", listener: koaListener },
  { name: "node:http", listener: nodeListener },
];

export interface Service {
  readonly metrics: MetricsCollector;
  readonly port: number;
  readonly url: string;
  readonly server: Server;
}

const servers: Server[] = [];

/** Stops what `serve` has started; each test file calls it after each test. */
export function stopAll(): void {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
}

export async function serve(
  listener: (metrics: MetricsCollector) => Promise<RequestListener> | RequestListener,
  options: MetricsCollectorOptions = {},
): Promise<Service> {
  const metrics = new MetricsCollector({ defaultMetrics: false, ...options });
  const server = createServer(await listener(metrics));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { metrics, port, url: `http://127.0.0.1:${port}`, server };
}
