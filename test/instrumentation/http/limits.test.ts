/** What the middleware does with what nobody wants: too many routes, routes that cannot be told, upgrades, being mounted twice. */
import { context, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import express from "express";
import { createServer, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expressMetrics, httpMetrics, IGNORED_PATHS, routeOf } from "../../../instrumentation/src/http";
import { MetricsCollector, type MetricsProblem } from "../../../instrumentation/src/metrics";
import { eventually, inFlight, requestsOf, samplesOf } from "./counted";
import { serve, stopAll, type Service } from "./frameworks";
import { get, rawClient } from "./raw-client";

afterEach(stopAll);

const limited = async (metrics: MetricsCollector): Promise<number | undefined> =>
  (await samplesOf(metrics, "instrumentation_cardinality_limited_total")).find(
    ({ labels: { metric } }) => metric === "http_requests_total",
  )?.value;

const askFor = async ({ url }: Service, paths: readonly string[]): Promise<void> => {
  for (const path of paths) await (await fetch(url + path)).text();
};

const sum = (values: Readonly<Record<string, number>>): number =>
  Object.values(values).reduce((total, value) => total + value, 0);

test("beyond the limit a new route counts as _OTHER, the known ones go on, and a metric and one message say so", async () => {
  const problems: MetricsProblem[] = [];
  const service = await serve(
    (metrics) => httpMetrics(metrics, (_req, res) => void res.end(), { route: ({ url }) => url }),
    { limits: { routes: 3 }, onError: (problem) => problems.push(problem) },
  );
  expect(await limited(service.metrics)).toBe(0);
  await askFor(service, ["/1", "/2", "/3", "/4", "/5", "/6", "/1", "/4"]);
  await eventually(async () =>
    expect(await requestsOf(service.metrics)).toEqual({
      "GET /1 200": 2,
      "GET /2 200": 1,
      "GET /3 200": 1,
      "GET _OTHER 200": 4,
    }),
  );
  expect(await limited(service.metrics)).toBe(4);
  expect(problems).toEqual([
    { metric: "http_requests_total", message: expect.stringContaining("more than 3 combinations") as string },
  ]);
});

test("10,000 routes of a broken route option stay within the default limit", async () => {
  const metrics = new MetricsCollector({ defaultMetrics: false });
  for (let route = 0; route < 10_000; route += 1) {
    metrics.http.answered({ method: "GET", route: `/${route}`, status: 200, seconds: 0.1, trace: undefined });
  }
  const requests = await requestsOf(metrics);
  expect(Object.keys(requests)).toHaveLength(201);
  expect(sum(requests)).toBe(10_000);
  expect(await limited(metrics)).toBe(9_800);
});

test("combinations of route, method and status have a limit of their own, and unmatched requests do not use it up", async () => {
  const metrics = new MetricsCollector({ defaultMetrics: false, limits: { combinations: 10 } });
  const answered = (route: string | undefined, method: string, status: number): void =>
    metrics.http.answered({ method, route, status, seconds: 0.1, trace: undefined });
  for (let status = 200; status < 300; status += 1) answered("/a", "GET", status);
  answered(undefined, "POST", 404);
  const requests = await requestsOf(metrics);
  expect(sum(requests)).toBe(101);
  expect(Object.keys(requests).filter((key) => key.includes("/a"))).toHaveLength(10);
  expect(requests["POST _OTHER 404"]).toBe(1);
});

test.each([
  [600, "_OTHER"],
  [999, "_OTHER"],
  [99, "_OTHER"],
  [NaN, "_OTHER"],
  [103, "103"],
  [599, "599"],
])("status %p counts as %s", async (status, label) => {
  const metrics = new MetricsCollector({ defaultMetrics: false });
  metrics.http.answered({ method: "GET", route: "/a", status, seconds: 0.1, trace: undefined });
  expect(await requestsOf(metrics)).toEqual({ [`GET /a ${label}`]: 1 });
});

test("a route option that throws costs the request its route, not its answer", async () => {
  const problems: MetricsProblem[] = [];
  const route = (): string => {
    throw new Error("no route");
  };
  const service = await serve((metrics) => httpMetrics(metrics, (_req, res) => void res.end("fine"), { route }), {
    onError: (problem) => problems.push(problem),
  });
  await askFor(service, ["/1", "/2"]);
  await eventually(async () => expect(await requestsOf(service.metrics)).toEqual({ "GET unmatched 200": 2 }));
  expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining("no route")]);
});

test.each([
  ["an empty text", "", "unmatched"],
  ["null", null, "unmatched"],
  ["an object", {}, "unmatched"],
  ["a whole page", "/x".repeat(5000), "_OTHER"],
  ["halves of characters", "/\ud800", "/\ufffd"],
])("a route option that returns %s makes no strange label", async (_, returned, label) => {
  const route = (): string => returned as string;
  const service = await serve((metrics) => httpMetrics(metrics, (_req, res) => void res.end("fine"), { route }));
  await askFor(service, ["/1", "/2"]);
  await eventually(async () => expect(await requestsOf(service.metrics)).toEqual({ [`GET ${label} 200`]: 2 }));
});

test("a middleware that is mounted twice counts once", async () => {
  const service = await serve((metrics) => {
    const app = express();
    app.use(expressMetrics(metrics), expressMetrics(metrics));
    app.get("/a", (_req, res) => void res.send("fine"));
    return app;
  });
  await askFor(service, ["/a"]);
  await eventually(async () => expect(await requestsOf(service.metrics)).toEqual({ "GET /a 200": 1 }));
});

test("what is ignored can be chosen: whole paths and expressions", async () => {
  const service = await serve((metrics) =>
    httpMetrics(metrics, (_req, res) => void res.end(), {
      ignore: ["/ping", /^\/internal\//g],
      route: ({ url }) => url?.split("?")[0],
    }),
  );
  await askFor(service, ["/ping", "/ping?x", "/internal/a", "/internal/b", "/ping/x", "/health"]);
  await eventually(async () =>
    expect(await requestsOf(service.metrics)).toEqual({ "GET /ping/x 200": 1, "GET /health 200": 1 }),
  );
  expect(IGNORED_PATHS).toContain("/metrics");
});

test("the route of a request can be asked for", async () => {
  const routes: (string | undefined)[] = [];
  const service = await serve((metrics) => {
    const app = express();
    app.use(expressMetrics(metrics));
    app.use((req, res, next) => {
      routes.push(routeOf(req));
      res.on("finish", () => routes.push(routeOf(req)));
      next();
    });
    app.get("/orders/:id", (_req, res) => void res.send("fine"));
    return app;
  });
  await askFor(service, ["/orders/1"]);
  expect(routes).toEqual([undefined, "/orders/:id"]);
});

test("a request that becomes a WebSocket is not counted, also where a framework hands it on as a request", async () => {
  const metrics = new MetricsCollector({ defaultMetrics: false });
  const handler = httpMetrics(metrics, (_req, res) => void res.end("fine"));
  const server = createServer(handler);
  server.on("upgrade", (req, socket) => {
    handler(req, new ServerResponse(req));
    socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    socket.on("error", () => undefined);
    socket.on("end", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = await rawClient((server.address() as AddressInfo).port);
  client.send(get("/chat", "Connection: Upgrade\r\nUpgrade: websocket\r\n"));
  await client.received("101");
  expect(await inFlight(metrics)).toBe(0);
  client.leave();
  await client.closed;
  expect(await requestsOf(metrics)).toEqual({});
  server.close();
});

describe("exemplars", () => {
  const manager = new AsyncLocalStorageContextManager();
  beforeAll(() => context.setGlobalContextManager(manager.enable()));
  afterAll(() => context.disable());

  const TRACE = "0af7651916cd43dd8448eb211c80319c";
  const serveTraced = (traceFlags: number): Promise<Service> =>
    serve((metrics) => {
      const listener = httpMetrics(metrics, (_req, res) => void setTimeout(() => res.end("fine"), 5), {
        route: () => "/a",
      });
      const span = trace.setSpanContext(ROOT_CONTEXT, { traceId: TRACE, spanId: "b7ad6b7169203331", traceFlags });
      return (req, res) => context.with(span, () => listener(req, res));
    });

  test("the trace of the begin of a request is on the bucket of its duration", async () => {
    const service = await serveTraced(1);
    await askFor(service, ["/a"]);
    await eventually(async () => expect(await requestsOf(service.metrics)).toEqual({ "GET /a 200": 1 }));
    const lines = (await service.metrics.getMetrics()).split("\n").filter((line) => line.includes(" # {"));
    expect(lines).toEqual([
      expect.stringMatching(
        new RegExp(`^http_request_duration_seconds_bucket{.*} 1 # {trace_id="${TRACE}"} 0\\.\\d+ \\d+(\\.\\d+)?$`),
      ),
    ]);
  });

  test("a trace that nobody keeps makes none", async () => {
    const service = await serveTraced(0);
    await askFor(service, ["/a"]);
    await eventually(async () => expect(await requestsOf(service.metrics)).toEqual({ "GET /a 200": 1 }));
    expect(await service.metrics.getMetrics()).not.toContain(" # {");
  });
});
