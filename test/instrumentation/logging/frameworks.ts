/** The same small service in each framework, which logs while it answers. */
import { setTimeout as pause } from "node:timers/promises";
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import KoaRouter from "@koa/router";
import express from "express";
import express4 from "express4";
import fastify from "fastify";
import Koa from "koa";
import {
  expressErrorLogging,
  expressLogging,
  fastifyLogging,
  httpLogging,
  koaLogging,
  type RequestLoggingOptions,
  type StructuredLogger,
  withContext,
} from "../../../instrumentation/src/logging";
import { type Line, written, type Written } from "./written";

type Options = Omit<RequestLoggingOptions<unknown>, "route">;

export interface Framework {
  readonly name: string;
  readonly listener: (logger: StructuredLogger, options: Options) => Promise<RequestListener>;
}

/** What a handler does before it answers: lines before and after others get a chance to run. */
async function work(logger: StructuredLogger, id: string): Promise<string> {
  logger.info("working", { id });
  await pause(Math.random() * 5);
  await withContext({ step: "inner" }, async () => {
    await pause(1);
    logger.child({ part: 1 }).info("working", { id });
  });
  return "order";
}

const raw = {
  "/stream": (res: ServerResponse): void => {
    res.writeHead(200);
    const timer = setInterval(() => res.write("x".repeat(1000)), 5);
    res.on("close", () => clearInterval(timer));
  },
  "/events": (res: ServerResponse): void => {
    res.statusCode = 200;
    res.setHeader("content-type", "text/event-stream").write("data: 1\n\n");
  },
  "/broken": (res: ServerResponse): void => {
    res.write("half");
    setTimeout(() => res.destroy(new Error("the source broke")), 10);
  },
} as const;

const thrown = (): never => {
  throw new Error("thrown");
};

const expressListener =
  (make: typeof express) =>
  (logger: StructuredLogger, options: Options): Promise<RequestListener> => {
    const app = make();
    app.use(expressLogging(logger, options));
    app.use(expressLogging(logger, options));
    app.use(make.json());
    app.get(
      "/orders/:id",
      (req, res, next) => void work(logger, String(req.params["id"])).then((text) => res.send(text), next),
    );
    app.post("/orders", (req, res) => {
      logger.info("body", { read: req.body as unknown });
      res.status(201).send("made");
    });
    app.get("/health", (_req, res) => void res.send("fine"));
    app.get("/never", () => undefined);
    app.get("/throws", thrown);
    for (const [path, act] of Object.entries(raw)) app.get(path, (_req, res) => act(res));
    app.use(expressErrorLogging());
    app.use(((_error, _req, res, next) =>
      res.headersSent ? next(_error) : void res.status(500).send("sorry")) as express.ErrorRequestHandler);
    return Promise.resolve(app);
  };

async function fastifyListener(logger: StructuredLogger, options: Options): Promise<RequestListener> {
  const app = fastify();
  await app.register(fastifyLogging(logger, options));
  app.get<{ Params: { id: string } }>("/orders/:id", (request) => work(logger, request.params.id));
  app.post("/orders", (request, reply) => {
    logger.info("body", { read: request.body });
    return reply.code(201).send("made");
  });
  app.get("/health", () => "fine");
  app.get("/never", () => new Promise(() => undefined));
  app.get("/throws", thrown);
  for (const [path, act] of Object.entries(raw))
    app.get(path, (_request, reply) => {
      reply.hijack();
      act(reply.raw);
    });
  await app.ready();
  return (req, res) => app.routing(req, res);
}

async function bodyOf(req: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of req) text += String(chunk);
  return JSON.parse(text) as unknown;
}

function koaListener(logger: StructuredLogger, options: Options): Promise<RequestListener> {
  const app = new Koa();
  app.silent = true;
  app.use(koaLogging(logger, options));
  const router = new KoaRouter();
  router.get(
    "/orders/:id",
    async (context) => void (context.body = await work(logger, String((context["params"] as { id: string }).id))),
  );
  router.post("/orders", async (context) => {
    logger.info("body", { read: await bodyOf(context.req) });
    Object.assign(context, { status: 201, body: "made" });
  });
  router.get("/health", (context) => void (context.body = "fine"));
  router.get("/never", () => new Promise(() => undefined));
  router.get("/throws", thrown);
  for (const [path, act] of Object.entries(raw))
    router.get(path, (context) => {
      context.respond = false;
      act(context.res);
    });
  app.use(router.routes());
  return Promise.resolve(app.callback());
}

function nodeListener(logger: StructuredLogger, options: Options): Promise<RequestListener> {
  const templates = ["/orders/:id", "/orders", "/health", "/never", "/throws", ...Object.keys(raw)];
  const route = ({ url = "" }: IncomingMessage): string | undefined =>
    templates.find((template) => new RegExp(`^${template.replace(/:\w+/g, "[^/?]+")}(\\?|$)`).test(url));
  const handler = (req: IncomingMessage, res: ServerResponse): void => {
    const template = route(req);
    if (template === undefined) res.writeHead(404).end();
    else if (template === "/orders") {
      // Listeners, not `await`: these are told by the socket.
      let text = "";
      req.on("data", (chunk) => (text += String(chunk)));
      req.on("end", () => {
        logger.info("body", { read: JSON.parse(text) as unknown });
        res.writeHead(201).end("made");
      });
    } else if (template === "/throws") res.writeHead(500).end("sorry");
    else if (template === "/health") res.end("fine");
    else if (template in raw) raw[template as keyof typeof raw](res);
    else if (template !== "/never")
      void work(logger, /\d+/.exec(req.url ?? "")?.[0] ?? "").then((text) => res.end(text));
  };
  return Promise.resolve(httpLogging(logger, handler, { ...options, route }));
}

export const FRAMEWORKS: readonly Framework[] = [
  { name: "Express 5", listener: expressListener(express) },
  { name: "Express 4", listener: expressListener(express4) },
  { name: "Fastify", listener: fastifyListener },
  { name: "Koa", listener: koaListener },
  { name: "node:http", listener: nodeListener },
];

export interface Service extends Written {
  readonly port: number;
  readonly url: string;
  /** The lines with that message, once there are so many. */
  readonly said: (message: string, count?: number) => Promise<readonly Line[]>;
}

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** Serves until the end of the test. */
export async function serve(listener: Framework["listener"], options: Options = {}): Promise<Service> {
  const out = written();
  const server = createServer(await listener(out.logger, options));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const said: Service["said"] = async (message, count = 1) => {
    for (const deadline = Date.now() + 5000; ; await pause(5)) {
      const found = out.lines().filter((line) => line.message === message);
      if (found.length === count) return found;
      if (Date.now() > deadline)
        throw new Error(`${found.length} lines "${message}" instead of ${count}:\n${out.raw.join("")}`);
    }
  };
  return { ...out, port, url: `http://127.0.0.1:${port}`, said };
}
