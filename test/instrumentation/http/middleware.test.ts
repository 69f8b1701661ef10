/** What holds for requests in every framework. */
import { stopAll, FRAMEWORKS, serve } from "./frameworks";
import { eventually, inFlight, requestsOf, samplesOf } from "./counted";
import { get, post, rawClient } from "./raw-client";

afterEach(stopAll);

describe.each(FRAMEWORKS)("$name", ({ name, listener }) => {
  test("a request counts once, under the template of its route", async () => {
    const { metrics, url } = await serve(listener);
    for (const id of ["1", "2", "3?x=4"]) await (await fetch(`${url}/orders/${id}`)).text();
    await (await fetch(`${url}/orders`, { method: "POST", body: "tea" })).text();
    const expected = { "GET /orders/:id 200": 3, "POST /orders 201": 1 };
    await eventually(async () => expect(await requestsOf(metrics)).toEqual(expected));
    expect(await requestsOf(metrics, "http_request_duration_seconds_count")).toEqual(expected);
    expect(await inFlight(metrics)).toBe(0);
  });

  test("a router within another adds its mount as it was written", async () => {
    const { metrics, url } = await serve(listener);
    await (await fetch(`${url}/shops/shops/items/7`)).text();
    await (await fetch(`${url}/shops/42/items/items`)).text();
    await eventually(async () => expect(await requestsOf(metrics)).toEqual({ "GET /shops/:shop/items/:item 200": 2 }));
  });

  test("what no route takes is unmatched, whatever its path", async () => {
    const { metrics, url } = await serve(listener);
    for (const path of ["/a", "/b", "/shops/1/none", "/%zz"]) await (await fetch(url + path)).text();
    await eventually(async () => {
      const requests = await requestsOf(metrics);
      // Fastify answers a path that cannot be decoded before it asks any plugin.
      expect(Object.values(requests).reduce((sum, value) => sum + value, 0)).toBe(name === "Fastify" ? 3 : 4);
      for (const key of Object.keys(requests)) expect(key).toMatch(/^GET unmatched 4/);
    });
  });

  test("an error of a handler counts as 500 under its route, also within a router", async () => {
    const { metrics, url } = await serve(listener);
    for (const path of ["/throws", "/rejects", "/shops/1/throws"]) expect((await fetch(url + path)).status).toBe(500);
    await eventually(async () =>
      expect(await requestsOf(metrics)).toEqual({
        "GET /throws 500": 1,
        "GET /rejects 500": 1,
        "GET /shops/:shop/throws 500": 1,
      }),
    );
    expect(await inFlight(metrics)).toBe(0);
  });

  test.each(["leave", "reset"] as const)("a client that goes (%s) before the answer counts as 499", async (goes) => {
    const { metrics, port } = await serve(listener);
    const client = await rawClient(port);
    client.send(get("/never"));
    await eventually(async () => expect(await inFlight(metrics)).toBe(1));
    client[goes]();
    await eventually(async () => expect(await requestsOf(metrics)).toEqual({ "GET /never 499": 1 }));
    expect(await inFlight(metrics)).toBe(0);
  });

  test("a client that goes in the middle of the answer counts as 499", async () => {
    const { metrics, port } = await serve(listener);
    const client = await rawClient(port);
    client.send(get("/stream"));
    await client.received("xxx");
    expect(await inFlight(metrics)).toBe(1);
    client.leave();
    await eventually(async () => expect(await requestsOf(metrics)).toEqual({ "GET /stream 499": 1 }));
    expect(await inFlight(metrics)).toBe(0);
  });

  test("a client that goes before all of an answer that was given at once counts as 499", async () => {
    const { metrics, port } = await serve(listener);
    const client = await rawClient(port);
    client.send(get("/large"));
    await client.received("HTTP/1.1 200");
    client.leave();
    await eventually(async () => expect(await requestsOf(metrics)).toEqual({ "GET /large 499": 1 }));
    expect(await inFlight(metrics)).toBe(0);
  });

  test.each(["/cut", "/broken"])("an answer that the service breaks off (%s) counts as 500", async (path) => {
    const { metrics, port } = await serve(listener);
    const client = await rawClient(port);
    client.send(get(path));
    await client.closed;
    await eventually(async () => expect(await requestsOf(metrics)).toEqual({ [`GET ${path} 500`]: 1 }));
    expect(await inFlight(metrics)).toBe(0);
  });

  test.each(["/events", "/events-at-once"])(
    "server-sent events (%s) are not in flight, and have no latency",
    async (path) => {
      const { metrics, port } = await serve(listener);
      const client = await rawClient(port);
      client.send(get(path));
      await client.received("data: 1");
      expect(await inFlight(metrics)).toBe(0);
      client.leave();
      await eventually(async () => expect(await requestsOf(metrics)).toEqual({ [`GET ${path} 200`]: 1 }));
      expect(await samplesOf(metrics, "http_request_duration_seconds_count")).toEqual([]);
    },
  );

  test("an answer in pieces counts when its last byte is sent, with the whole of its time", async () => {
    const { metrics, port } = await serve(listener);
    const client = await rawClient(port);
    client.send(get("/pieces"));
    await client.received("piece");
    expect(await inFlight(metrics)).toBe(1);
    expect(await requestsOf(metrics)).toEqual({});
    await client.received("0\r\n\r\n");
    await eventually(async () => expect(await requestsOf(metrics)).toEqual({ "GET /pieces 200": 1 }));
    const [time] = await samplesOf(metrics, "http_request_duration_seconds_sum");
    expect(time?.value).toBeGreaterThan(0.15);
    expect(await inFlight(metrics)).toBe(0);
  });

  test("a request that asks whether it may go on counts once, with its last answer", async () => {
    const { metrics, port } = await serve(listener);
    const client = await rawClient(port);
    client.send(post("Expect: 100-continue\r\nContent-Length: 3\r\n"));
    await client.received("100 Continue");
    client.send("tea");
    await client.received("HTTP/1.1 201");
    await eventually(async () => expect(await requestsOf(metrics)).toEqual({ "POST /orders 201": 1 }));
  });

  test("HEAD counts as itself, under the route of GET", async () => {
    const { metrics, url } = await serve(listener);
    await fetch(`${url}/orders/1`, { method: "HEAD" });
    await eventually(async () => expect(await requestsOf(metrics)).toEqual({ "HEAD /orders/:id 200": 1 }));
  });

  test("OPTIONS and methods that a route has not make no route of their own", async () => {
    const { metrics, url } = await serve(listener);
    for (const method of ["OPTIONS", "DELETE"]) {
      for (const id of [1, 2]) await (await fetch(`${url}/orders/${id}`, { method })).text();
    }
    await eventually(async () => {
      const requests = await requestsOf(metrics);
      expect(Object.values(requests)).toEqual([2, 2]);
      for (const key of Object.keys(requests)) expect(key).toMatch(/^(OPTIONS|DELETE) (unmatched|\/orders\/:id) /);
    });
  });

  test("a wish for another protocol that nobody grants is a request like others", async () => {
    const { metrics, port } = await serve(listener);
    const client = await rawClient(port);
    client.send(get("/orders/1", "Connection: Upgrade\r\nUpgrade: h2c\r\n"));
    await client.received("HTTP/1.1 200");
    await eventually(async () => expect(await requestsOf(metrics)).toEqual({ "GET /orders/:id 200": 1 }));
  });

  test("an answer that a time-out of the server cuts counts as 500", async () => {
    const { metrics, port, server } = await serve(listener);
    server.setTimeout(50);
    const client = await rawClient(port);
    client.send(get("/never"));
    await client.closed;
    await eventually(async () => expect(await requestsOf(metrics)).toEqual({ "GET /never 500": 1 }));
    expect(await inFlight(metrics)).toBe(0);
  });

  test("hundred requests at once are in flight until each has ended", async () => {
    const { metrics, port, url } = await serve(listener);
    const clients = await Promise.all(Array.from({ length: 100 }, () => rawClient(port)));
    for (const client of clients) client.send(get("/never"));
    await eventually(async () => expect(await inFlight(metrics)).toBe(100));
    await (await fetch(`${url}/orders/1`)).text();
    clients.slice(0, 60).forEach((client) => client.leave());
    await eventually(async () => expect(await inFlight(metrics)).toBe(40));
    clients.slice(60).forEach((client) => client.reset());
    await eventually(async () => expect(await inFlight(metrics)).toBe(0));
    expect(await requestsOf(metrics)).toEqual({ "GET /never 499": 100, "GET /orders/:id 200": 1 });
  });

  test("requests on a connection that is kept count one by one", async () => {
    const { metrics, port } = await serve(listener);
    const client = await rawClient(port);
    for (let request = 1; request <= 5; request += 1) {
      client.send(get(`/orders/${request}`));
      await client.received("HTTP/1.1 200", request);
    }
    client.leave();
    await eventually(async () => expect(await requestsOf(metrics)).toEqual({ "GET /orders/:id 200": 5 }));
  });

  test("pipelined requests count one by one", async () => {
    const { metrics, port } = await serve(listener);
    const client = await rawClient(port);
    client.send(Array.from({ length: 30 }, (_, id) => get(`/orders/${id}`)).join(""));
    await client.received("HTTP/1.1 200", 30);
    client.leave();
    await eventually(async () => expect(await requestsOf(metrics)).toEqual({ "GET /orders/:id 200": 30 }));
    expect(await inFlight(metrics)).toBe(0);
  });

  test("pipelined requests that wait behind one without an answer end with their connection", async () => {
    const warnings: unknown[] = [];
    const listen = (warning: Error): void => void warnings.push(warning);
    process.on("warning", listen);
    const { metrics, port } = await serve(listener);
    const client = await rawClient(port);
    client.send(get("/never") + Array.from({ length: 30 }, (_, id) => get(`/orders/${id}`)).join(""));
    await eventually(async () => expect(await inFlight(metrics)).toBe(31));
    client.leave();
    await eventually(async () =>
      expect(await requestsOf(metrics)).toEqual({ "GET /never 499": 1, "GET /orders/:id 499": 30 }),
    );
    expect(await inFlight(metrics)).toBe(0);
    process.off("warning", listen);
    expect(warnings).toEqual([]);
  });

  test("scrapes and probes do not count", async () => {
    const { metrics, url } = await serve(listener);
    expect(await (await fetch(`${url}/metrics`)).text()).toContain("# TYPE http_requests_in_flight gauge");
    expect((await fetch(`${url}/health?deep=1`)).status).toBe(200);
    expect(await requestsOf(metrics)).toEqual({});
  });

  test("methods that are not standard count as one", async () => {
    const { metrics, url } = await serve(listener);
    for (const method of ["PROPFIND", "PURGE", "TRACE"]) {
      const client = await rawClient(Number(new URL(url).port));
      client.send(get("/orders/1", "Connection: close\r\n").replace("GET", method));
      await client.closed;
    }
    await eventually(async () => {
      const requests = await requestsOf(metrics);
      expect(Object.values(requests).reduce((sum, value) => sum + value, 0)).toBe(3);
      for (const key of Object.keys(requests)) expect(key).toMatch(/^_OTHER /);
    });
  });

  test("10,000 paths leave a bounded number of series", async () => {
    const { metrics, port } = await serve(listener);
    const clients = await Promise.all(Array.from({ length: 10 }, () => rawClient(port)));
    await Promise.all(
      clients.map(async (client, which) => {
        for (let round = 0; round < 10; round += 1) {
          const paths = Array.from({ length: 100 }, (_, n) => `${which}-${round}-${n}`);
          client.send(paths.map((path, n) => get(n % 2 ? `/orders/${path}` : `/${path}/wp-admin`)).join(""));
          await client.received("HTTP/1.1 ", (round + 1) * 100);
        }
      }),
    );
    clients.forEach((client) => client.leave());
    await eventually(async () =>
      expect(await requestsOf(metrics)).toEqual({ "GET /orders/:id 200": 5000, "GET unmatched 404": 5000 }),
    );
    expect((await metrics.getMetrics()).split("\n").filter((line) => line.startsWith("http_")).length).toBe(
      2 + 2 * 15 + 1,
    );
  });
});
