import { program, type Program } from "./program";
import { awaited, pause, receiver, type Receiver } from "./receiver";
import type { ReceivedSpan } from "./otlp";

let collector: Receiver;

beforeAll(async () => {
  collector = await receiver();
});
afterAll(() => collector.close());

const of = (service: string) => (span: ReceivedSpan) => span.resource["service.name"] === service;

describe.each(["mjs", "cjs"] as const)("two services of %s modules", (kind) => {
  let shop: Program;
  let url: string;
  let seen = 0;
  const fresh = () => collector.spans().slice(seen);

  beforeAll(async () => {
    const common = { endpoint: collector.endpoint, batches: { delay: 0.05 } };
    const tracing = (service: string) => ({ tracing: { ...common, service: `${service}-${kind}` }, isShared: true });
    const stock = program(`stock.${kind}`, tracing("stock"));
    shop = program(`shop.${kind}`, { ...tracing("shop"), env: { STOCK: await stock.address() } });
    url = await shop.address();
  });
  beforeEach(async () => {
    await pause(200);
    seen = collector.spans().length;
  });

  test.each(["http", "fetch", "traced", "forgetful"])("are one trace when one asks the other (%s)", async (way) => {
    const answer = await fetch(`${url}/orders/1/${way}`);
    expect(await answer.json()).toEqual({ status: 200 });

    const isShops = of(`shop-${kind}`);
    const server = await awaited(fresh, "GET /orders/:id/:way", isShops);
    const remote = await awaited(fresh, "GET", of(`stock-${kind}`));
    const clients = fresh().filter((span) => isShops(span) && span.kind === "client");

    expect(server).toMatchObject({ kind: "server", parentSpanId: "", status: "unset" });
    expect(server.attributes).toMatchObject({ "http.route": "/orders/:id/:way", "http.response.status_code": 200 });
    expect(remote).toMatchObject({ kind: "server", traceId: server.traceId });
    // Traced by hand, by the client's instrumentation or by both, it is one span; unless the headers were forgotten, then the instrumentation sends its own.
    expect(clients).toHaveLength(way === "forgetful" ? 2 : 1);
    expect(clients.map(({ spanId }) => spanId)).toContain(remote.parentSpanId);
    expect(new Set(fresh().map(({ traceId }) => traceId))).toEqual(new Set([server.traceId]));
    expect(shop.errors()).toBe("");
  });

  test("send no span for a scrape, and none for layers that only hand on", async () => {
    await fetch(`${url}/metrics`);
    await fetch(`${url}/orders/1/fetch`);
    await awaited(fresh, "GET /orders/:id/:way");
    const names = fresh()
      .filter(of(`shop-${kind}`))
      .map(({ name }) => name);
    expect(names.sort()).toEqual(["GET", "GET /orders/:id/:way", "request handler"]);
  });

  test("show an error with its stack where it was thrown, and the answer that it led to", async () => {
    expect((await fetch(`${url}/fails`)).status).toBe(500);
    const server = await awaited(fresh, "GET /fails");
    expect(server).toMatchObject({ status: "error", attributes: { "http.response.status_code": 500 } });
    const handler = await awaited(fresh, "request handler", ({ traceId }) => traceId === server.traceId);
    expect(handler.events[0]).toMatchObject({ name: "exception", attributes: { "exception.message": "out of stock" } });
    expect(handler.events[0]?.attributes["exception.stacktrace"]).toContain(`shop.${kind}`);
  });
});
