import { setTimeout as pause } from "node:timers/promises";
import { trace } from "@opentelemetry/api";
import { get, rawClient } from "../http/raw-client";
import { recording } from "../tracing/recording";
import { type Framework, FRAMEWORKS, serve } from "./frameworks";

const recorded = recording();
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const ID = "X-Request-ID";

describe.each(FRAMEWORKS)("$name", ({ name, listener }: Framework) => {
  test("logs the begin and the end of a request, and its id on each line between", async () => {
    const { url, said, lines } = await serve(listener);
    const response = await fetch(`${url}/orders/7?token=hush-hush`, { headers: { "user-agent": "test/1.0" } });
    await response.text();
    const [end] = await said("request completed");
    const id = response.headers.get(ID);
    expect(id).toMatch(UUID);
    const about = {
      request_id: id,
      method: "GET",
      path: "/orders/7",
      remote_address: "127.0.0.1",
      user_agent: "test/1.0",
    };
    expect(lines().map(({ message }) => message)).toEqual([
      "request started",
      "working",
      "working",
      "request completed",
    ]);
    expect(lines()[0]).toMatchObject({ level: "info", ...about });
    expect(lines()[1]).toMatchObject({ request_id: id, id: "7" });
    expect(lines()[2]).toMatchObject({ request_id: id, id: "7", step: "inner", part: 1 });
    expect(end).toMatchObject({ level: "info", ...about, route: "/orders/:id", status_code: 200, outcome: "finished" });
    expect(end?.["duration_seconds"]).toBeGreaterThan(0.0005);
    expect(end?.["duration_seconds"]).toBeLessThan(2);
    for (const line of lines()) expect(JSON.stringify(line)).not.toContain("hush-hush");
  });

  test("takes the id that the client sent, and tells it back", async () => {
    const { url, said } = await serve(listener);
    const response = await fetch(`${url}/orders/7`, { headers: { [ID]: "from-the-gateway.1" } });
    expect(response.headers.get(ID)).toBe("from-the-gateway.1");
    expect(await said("working", 2)).toMatchObject([
      { request_id: "from-the-gateway.1" },
      { request_id: "from-the-gateway.1" },
    ]);
  });

  test("knows the id still when the body has been read", async () => {
    const { url, said } = await serve(listener);
    const response = await fetch(`${url}/orders`, {
      method: "POST",
      headers: { "content-type": "application/json", [ID]: "with-a-body" },
      body: JSON.stringify({ order: 1, password: "x".repeat(100_000) }),
    });
    expect(response.status).toBe(201);
    const [line] = await said("body");
    expect(line).toMatchObject({ request_id: "with-a-body", read: { order: 1, password: "[redacted]" } });
  });

  test.each([
    ["/nowhere", 404, "warn"],
    ["/throws", 500, "error"],
  ])("%s ends with %d at the level %s", async (path, status, level) => {
    const { url, said } = await serve(listener);
    const response = await fetch(url + path, { headers: { [ID]: "failing" } });
    expect(response.status).toBe(status);
    expect(response.headers.get(ID)).toBe("failing");
    const [end] = await said("request completed");
    expect(end).toMatchObject({ level, status_code: status, request_id: "failing" });
    if (status === 404) expect(end).not.toHaveProperty("route");
    if (status === 500 && !name.startsWith("node"))
      expect(end?.error).toMatchObject({ type: "Error", message: "thrown", stack: expect.any(String) as string });
  });

  test("logs what the client broke off as such", async () => {
    const { port, said } = await serve(listener);
    const client = await rawClient(port);
    client.send(get("/never"));
    await said("request started");
    client.leave();
    expect(await said("request aborted")).toMatchObject([
      {
        level: "warn",
        status_code: 499,
        outcome: "aborted",
        path: "/never",
        request_id: expect.stringMatching(UUID) as string,
      },
    ]);
  });

  test("logs what broke in the middle of the answer as an error", async () => {
    const { url, said } = await serve(listener);
    await fetch(`${url}/broken`)
      .then((response) => response.text())
      .catch(() => undefined);
    expect(await said("request broken off")).toMatchObject([{ level: "error", status_code: 500, outcome: "error" }]);
  });

  test("does not take the end of a stream of events for an abort", async () => {
    const { port, said } = await serve(listener);
    const client = await rawClient(port);
    client.send(get("/events"));
    await client.received("data: 1");
    client.leave();
    expect(await said("request completed")).toMatchObject([{ level: "info", status_code: 200, outcome: "finished" }]);
  });

  test("keeps apart the requests of one connection, one after the other and pipelined", async () => {
    const { port, said, lines } = await serve(listener);
    const client = await rawClient(port);
    for (let index = 0; index < 3; index += 1) {
      client.send(get(`/orders/${index}`, `${ID}: after-${index}\r\n`));
      await said("request completed", index + 1);
    }
    client.send([3, 4, 5].map((index) => get(`/orders/${index}`, `${ID}: after-${index}\r\n`)).join(""));
    await said("request completed", 6);
    client.leave();
    for (let index = 0; index < 6; index += 1) {
      const own = lines().filter((line) => line["request_id"] === `after-${index}`);
      expect(own.map(({ message }) => message)).toEqual(["request started", "working", "working", "request completed"]);
      for (const { id } of own) if (id !== undefined) expect(id).toBe(String(index));
    }
    expect(lines()).toHaveLength(24);
  });

  test("does not mix up a hundred at the same time", async () => {
    const { url, said, lines } = await serve(listener);
    await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        fetch(`${url}/orders/${index}`, { headers: { [ID]: `id-${index}` } }).then((response) => response.text()),
      ),
    );
    await said("request completed", 100);
    expect(lines()).toHaveLength(400);
    for (const line of lines().filter(({ message }) => message === "working"))
      expect(line["request_id"]).toBe(`id-${String(line["id"])}`);
  });

  test("writes the ids of the trace on all lines, the last one too", async () => {
    const inSpan: Framework["listener"] = async (logger, options) => {
      const listen = await listener(logger, options);
      return (req, res) =>
        trace.getTracer("test").startActiveSpan("server", (span) => {
          res.on("close", () => span.end());
          listen(req, res);
        });
    };
    const { url, said, lines } = await serve(inSpan);
    await (await fetch(`${url}/orders/7`)).text();
    await said("request completed");
    const { traceId, spanId } = recorded.span("server").spanContext();
    expect(lines()).toHaveLength(4);
    for (const line of lines()) expect(line).toMatchObject({ trace_id: traceId, span_id: spanId });
  });

  test("is silent about scrapes and probes, but for what they log themselves", async () => {
    const { url, lines } = await serve(listener);
    const response = await fetch(`${url}/health?full`);
    await response.text();
    await pause(20);
    expect(response.headers.get(ID)).toMatch(UUID);
    expect(lines()).toEqual([]);
  });
});
