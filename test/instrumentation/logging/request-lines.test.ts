import { Agent, IncomingMessage, request, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { httpLogging } from "../../../instrumentation/src/logging";
import { get, rawClient } from "../http/raw-client";
import { type Framework, FRAMEWORKS, serve } from "./frameworks";
import { written } from "./written";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const ID = "X-Request-ID";

const node = FRAMEWORKS.at(-1)?.listener as Framework["listener"];

describe("an id from outside", () => {
  test.each([
    "7",
    "a".repeat(128),
    "0af7651916cd43dd8448eb211c80319c",
    "01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "Root=1-67891233-abcdef012345678912345678",
    "a.b_c:d/e+f=@g-h",
  ])("is taken when it is well-formed: %s", async (id) => {
    const { url } = await serve(node);
    expect((await fetch(`${url}/orders/7`, { headers: { [ID]: id } })).headers.get(ID)).toBe(id);
  });

  test.each([
    ["empty", ""],
    ["too long", "a".repeat(129)],
    ["with a space", "a b"],
    ["a list", "a,b"],
    ["a tag", "<script>"],
    ["a quote", 'a"b'],
    ["a beginning that options have", "-rf"],
    ["beyond ASCII", "\u00e4"],
    ["a template", "${jndi:ldap}"],
    ["an escape", "a\u009bb"],
  ])("is replaced when it is %s", async (_what, id) => {
    const { port, said } = await serve(node);
    const client = await rawClient(port);
    client.send(get("/orders/7", `${ID}: ${id}\r\n`));
    const answer = await client.received("\r\n\r\n");
    client.leave();
    const told = /X-Request-ID: (.*)\r\n/i.exec(answer)?.[1];
    expect(told).toMatch(UUID);
    expect(await said("request started")).toMatchObject([{ request_id: told }]);
  });

  test("is replaced when it was sent twice", async () => {
    const { port, said } = await serve(node);
    const client = await rawClient(port);
    client.send(get("/orders/7", `${ID}: a\r\n${ID}: b\r\n`));
    const [line] = await said("request started");
    client.leave();
    expect(line?.["request_id"]).toMatch(UUID);
  });
});

describe("what a client writes", () => {
  test.each([
    ["a newline in the path", "/orders/7%0a%7B%22level%22", {}],
    ["a long path", `/${"a".repeat(12_000)}`, {}],
    ["a path of quotes", `/${'"'.repeat(100)}\\`, {}],
    ["a secret in the path", "/reset/password=hush-hush", {}],
    ["an absolute address", "http://user:hush-hush@evil.example/orders/7?q=hush-hush#hush-hush", {}],
    ["an asterisk", "*", {}],
    ["slashes", "//evil.example/%2e%2e/", {}],
    ["a long agent", "/orders/7", { "User-Agent": "x".repeat(10_000) }],
    ["an agent of another alphabet", "/orders/7", { "User-Agent": "\u009b31m\u00e4\u2028" }],
    ["an agent with a secret", "/orders/7", { "User-Agent": "Bearer hush-hush-hush-hush" }],
    ["a forged address", "/orders/7", { "X-Forwarded-For": "1.2.3.4" }],
  ])("(%s) makes one bounded line, and no secret appears", async (_what, path, headers) => {
    const { port, said, raw } = await serve(node, { query: true });
    const client = await rawClient(port);
    const lines = Object.entries(headers).map(([header, value]) => `${header}: ${value}\r\n`);
    client.send(get(path, lines.join("")));
    const [line] = await said("request started");
    client.leave();
    expect(raw[0]?.length).toBeLessThan(3000);
    expect(raw.join("")).not.toContain("user:hush-hush");
    expect(raw.join("")).not.toContain("password=hush-hush");
    expect(raw.join("")).not.toContain("Bearer hush");
    expect(line?.["remote_address"]).toBe("127.0.0.1");
    expect(String(line?.["path"])).toMatch(/^[/*]/);
  });
});

describe("options", () => {
  test("the line about the begin can have another level, or be left out", async () => {
    const quiet = await serve(node, { start: false });
    await fetch(`${quiet.url}/orders/7`);
    await quiet.said("request completed");
    await quiet.said("request started", 0);
    const low = await serve(node, { start: "debug" });
    await fetch(`${low.url}/orders/7`);
    expect(await low.said("request started")).toMatchObject([{ level: "debug" }]);
  });

  test("the query is logged when it is wanted, without its secrets", async () => {
    const { url, said } = await serve(node, { query: true });
    await fetch(`${url}/orders/7?page=2&access_token=hush&q=a%20b&code=hush&pass%77ord=hush`);
    const [line] = await said("request completed");
    expect(line).toMatchObject({
      path: "/orders/7",
      query: "page=2&access_token=[redacted]&q=a%20b&code=[redacted]&pass%77ord=[redacted]",
    });
  });

  test.each([
    [0, "1.1.1.1, 2.2.2.2", "127.0.0.1"],
    [1, "1.1.1.1, 2.2.2.2", "2.2.2.2"],
    [2, "1.1.1.1, 2.2.2.2", "1.1.1.1"],
    [9, "1.1.1.1, 2.2.2.2", "1.1.1.1"],
    [1, "", "127.0.0.1"],
    [1, "[2001:db8::1]:4711", "2001:db8::1"],
    [1, "::ffff:10.0.0.1", "10.0.0.1"],
    [1, "10.0.0.1:80", "10.0.0.1"],
    [1, "1.1.1.1, unknown", undefined],
    [1, '1.1.1.1"}\u001b', undefined],
  ])("with %d trusted proxies, %j is told as %s", async (trustedProxies, header, expected) => {
    const { port, said } = await serve(node, { trustedProxies });
    const client = await rawClient(port);
    client.send(get("/orders/7", `X-Forwarded-For: ${header.replace("\u001b", "\t")}\r\n`));
    const [line] = await said("request started");
    client.leave();
    expect(line?.["remote_address"]).toBe(expected);
  });

  test("other paths are ignored when these are told", async () => {
    const { url, said, lines } = await serve(node, { ignore: [/^\/orders\//g] });
    await fetch(`${url}/orders/7`);
    await fetch(`${url}/orders/8`);
    await fetch(`${url}/health`);
    await said("request completed");
    expect(lines().filter(({ message }) => message.startsWith("request"))).toMatchObject([
      { path: "/health" },
      { path: "/health" },
    ]);
  });
});

describe("the application", () => {
  test("gets its request also when a part of the logging throws", async () => {
    const thrower = (): never => {
      throw new Error("hostile");
    };
    const listener: Framework["listener"] = (logger, options) => {
      const logged = httpLogging(logger, (_req, res) => void res.end("fine"), { ...options, route: thrower });
      return Promise.resolve((req, res) => {
        if (req.url === "/headers") Object.defineProperty(req, "headers", { get: thrower });
        if (req.url === "/set") Object.defineProperty(res, "setHeader", { value: thrower });
        const { socket } = req;
        if (req.url === "/socket") Object.defineProperty(req, "socket", { get: thrower, configurable: true });
        logged(req, res);
        // Node itself reads it later.
        Object.defineProperty(req, "socket", { value: socket });
      });
    };
    const { url } = await serve(listener);
    for (const path of ["/route", "/headers", "/set", "/socket"])
      expect(await (await fetch(url + path)).text()).toBe("fine");
  });

  test("hears of its own errors as before", async () => {
    const rejecting = httpLogging(written().logger, () => Promise.reject(new Error("mine")));
    const throwing = httpLogging(written().logger, () => {
      throw new Error("mine");
    });
    const call = <Result>(handler: (req: IncomingMessage, res: ServerResponse) => Result): Result => {
      const req = new IncomingMessage(new Socket());
      return handler(req, new ServerResponse(req));
    };
    await expect(call(rejecting)).rejects.toThrow("mine");
    expect(() => call(throwing)).toThrow("mine");
  });

  test("is not kept from reusing connections, and leaves nothing behind on them", async () => {
    const { port, said } = await serve(node);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const sockets = new Set<unknown>();
    for (let index = 0; index < 50; index += 1) {
      await new Promise<void>((resolve) => {
        const sent = request({ port, host: "127.0.0.1", path: `/orders/${index}`, agent }, (response) =>
          response.resume().on("end", resolve),
        );
        sent.on("socket", (socket) => sockets.add(socket)).end();
      });
    }
    agent.destroy();
    await said("request completed", 50);
    expect(sockets.size).toBe(1);
  });
});
