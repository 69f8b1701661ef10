import { createServer, type AddressInfo, type Socket } from "node:net";
import { program, type ProgramOptions } from "./program";
import { type Behaviour, receiver, type Receiver } from "./receiver";

/** A minute: what arrives has been sent because of the end. */
const batches = { delay: 60 };
const to = ({ endpoint }: Pick<Receiver, "endpoint">, more: object = {}): ProgramOptions => ({
  tracing: { service: "ending", endpoint, batches, ...more },
});

const receivers: Receiver[] = [];
afterEach(async () => {
  await Promise.all(receivers.splice(0).map((each) => each.close()));
});
async function collector(behaviour?: (request: number) => Behaviour): Promise<Receiver> {
  const started = await receiver(behaviour);
  receivers.push(started);
  return started;
}

describe("a signal", () => {
  test.each(["SIGTERM", "SIGINT"] as const)(
    "(%s) ends a process that does not listen, after its spans have been sent",
    async (signal) => {
      const { endpoint, spans } = await collector();
      const waits = program("waits.cjs", { ...to({ endpoint }), args: ["nobody"] });
      await waits.says(/ready/);
      waits.send(signal);
      expect(await waits.ended).toMatchObject({ code: null, signal });
      expect(spans().map(({ name }) => name)).toEqual(["work"]);
      expect(waits.errors()).toBe("");
    },
  );

  test.each(["exits", "once"])("leaves the end to an application that listens (%s)", async (way) => {
    const { endpoint, spans } = await collector();
    const waits = program("waits.cjs", { ...to({ endpoint }), args: [way] });
    await waits.says(/ready/);
    waits.send("SIGTERM");
    const end = await waits.ended;
    expect(end).toMatchObject({ code: 7, signal: null });
    expect(end.seconds).toBeGreaterThan(0.65);
    expect(spans()).toHaveLength(1);
  });

  test("does not end an application that wants to stay, however often it comes", async () => {
    const { endpoint, spans } = await collector();
    const waits = program("waits.cjs", { ...to({ endpoint }), args: ["ignores"] });
    await waits.says(/ready/);
    waits.send("SIGTERM");
    await waits.says(/ignored/);
    waits.send("SIGTERM");
    await waits.says(/ignored\nignored/);
    expect(await Promise.race([waits.ended, new Promise((resolve) => setTimeout(resolve, 500, "lives"))])).toBe(
      "lives",
    );
    expect(spans()).toHaveLength(1);
  });

  test("ends a process whose only listeners leave it to others, after they have cleaned up", async () => {
    const { endpoint, spans } = await collector();
    const waits = program("waits.cjs", { ...to({ endpoint }), args: ["polite"] });
    await waits.says(/ready/);
    waits.send("SIGTERM");
    expect(await waits.ended).toMatchObject({ code: null, signal: "SIGTERM" });
    expect(waits.output()).toContain("cleaned up");
    expect(spans()).toHaveLength(1);
  });

  test("is delayed by a collector that hangs, for as long as was allowed and no longer", async () => {
    const { endpoint } = await collector(() => "hang");
    const waits = program("waits.cjs", { ...to({ endpoint }, { shutdownTimeout: 1 }), args: ["nobody"] });
    await waits.says(/ready/);
    waits.send("SIGTERM");
    const end = await waits.ended;
    expect(end).toMatchObject({ code: null, signal: "SIGTERM" });
    expect(end.seconds).toBeGreaterThan(0.9);
    expect(end.seconds).toBeLessThan(2.5);
    expect(waits.errors()).toContain("not all spans could be sent within 1 s");
  });

  test("that comes a second time ends the process at once", async () => {
    const { endpoint, requests } = await collector(() => "hang");
    const waits = program("waits.cjs", { ...to({ endpoint }, { shutdownTimeout: 20 }), args: ["nobody"] });
    await waits.says(/ready/);
    waits.send("SIGINT");
    while (requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    waits.send("SIGINT");
    const end = await waits.ended;
    expect(end).toMatchObject({ code: null, signal: "SIGINT" });
    expect(end.seconds).toBeLessThan(1);
  });

  test("is not delayed by a collector that is away", async () => {
    const waits = program("waits.cjs", { ...to({ endpoint: "http://127.0.0.1:9" }), args: ["nobody"] });
    await waits.says(/ready/);
    waits.send("SIGTERM");
    const end = await waits.ended;
    expect(end).toMatchObject({ code: null, signal: "SIGTERM" });
    expect(end.seconds).toBeLessThan(1);
  });

  test("has its own effect where the setup is told to leave signals alone", async () => {
    const { endpoint, spans } = await collector();
    const waits = program("waits.cjs", { ...to({ endpoint }, { signals: false }), args: ["nobody"] });
    await waits.says(/ready/);
    waits.send("SIGTERM");
    expect(await waits.ended).toMatchObject({ code: null, signal: "SIGTERM" });
    expect(spans()).toHaveLength(0);
  });
});

describe("a process", () => {
  test.each([
    ["http/protobuf", "tracing.cjs"],
    ["http/json", "tracing.cjs"],
    ["http/protobuf", "tracing.mjs"],
  ])("that has nothing left to do sends its spans and ends (%s, %s)", async (protocol, preload) => {
    const { endpoint, spans } = await collector();
    const ends = program("ends.cjs", { ...to({ endpoint }, { protocol }), preload, args: ["byItself"] });
    expect(await ends.ended).toMatchObject({ code: 0, signal: null });
    expect(spans().map(({ name }) => name)).toEqual(["work"]);
    expect(ends.errors()).toBe("");
  });

  test("that calls process.exit has sent them when shutdown() is done", async () => {
    const { endpoint, spans } = await collector();
    expect(await program("ends.cjs", { ...to({ endpoint }), args: ["byExit"] }).ended).toMatchObject({ code: 3 });
    expect(spans()).toHaveLength(1);
  });

  test("ends without delay where the collector is away", async () => {
    const ends = program("ends.cjs", { ...to({ endpoint: "http://127.0.0.1:9" }), args: ["byItself"] });
    const { code, seconds } = await ends.ended;
    const alone = await program("ends.cjs", {
      ...to({ endpoint: "http://127.0.0.1:9" }),
      env: { OTEL_TRACES_EXPORTER: "none" },
      args: ["byItself"],
    }).ended;
    expect(code).toBe(0);
    expect(seconds - alone.seconds).toBeLessThan(1);
    expect(ends.errors()).toMatch(/spans do not reach http:\/\/127.0.0.1:9\/v1\/traces: connect ECONNREFUSED/);
  });

  test("ends in time where the collector hangs, although its last batch is still on its way", async () => {
    const { endpoint } = await collector(() => "hang");
    const ends = program("ends.cjs", { ...to({ endpoint }, { shutdownTimeout: 1 }), args: ["byItself"] });
    const { code, seconds } = await ends.ended;
    expect(code).toBe(0);
    expect(seconds).toBeLessThan(5);
  });

  test("ends by its own error as it would have", async () => {
    const { endpoint } = await collector();
    const ends = program("ends.cjs", { ...to({ endpoint }), args: ["byError"] });
    expect(await ends.ended).toMatchObject({ code: 1 });
    expect(ends.errors()).toContain("the application's own");
  });

  test("ends by a rejection that nobody handles, as it would have", async () => {
    const { endpoint } = await collector();
    const ends = program("ends.cjs", { ...to({ endpoint }), args: ["byRejection"] });
    expect(await ends.ended).toMatchObject({ code: 1 });
    expect(ends.errors()).toContain("nobody handles this");
  });

  test.each([true, false])(
    "ends with its workers, in each of which tracing starts as well (ES modules: %s)",
    async (esModules) => {
      const { endpoint, spans } = await collector();
      const ends = program("ends.cjs", { ...to({ endpoint }, { esModules }), args: ["byWorker"] });
      expect(await ends.ended).toMatchObject({ code: 0 });
      expect(
        spans()
          .map(({ name }) => name)
          .sort(),
      ).toEqual(["work", "work of a worker"]);
      expect(ends.errors()).toBe("");
    },
  );
});

describe("a gRPC port that accepts and is silent", () => {
  let endpoint: string;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => void sockets.add(socket.on("error", () => undefined)));
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  // Longer than any patience here: it is the end of the process that ends the waiting.
  const env = { OTEL_EXPORTER_OTLP_TIMEOUT: "25000" };
  const hung = (more: object = {}): ProgramOptions => ({
    ...to({ endpoint }, { protocol: "grpc", shutdownTimeout: 1, ...more }),
    env,
  });

  test.each([{}, { batches: { delay: 0.001 } }])("does not keep a process alive (%j)", async (more) => {
    const { code, seconds } = await program("ends.cjs", { ...hung(more), args: ["byItself"] }).ended;
    expect(code).toBe(0);
    expect(seconds).toBeLessThan(5);
  });

  test("delays a signal no longer than was allowed", async () => {
    const waits = program("waits.cjs", { ...hung(), args: ["nobody"] });
    await waits.says(/ready/);
    waits.send("SIGTERM");
    const end = await waits.ended;
    expect(end).toMatchObject({ code: null, signal: "SIGTERM" });
    expect(end.seconds).toBeLessThan(2.5);
    expect(waits.errors()).toContain("not all spans could be sent within 1 s");
  });
});
