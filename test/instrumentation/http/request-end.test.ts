/** How a request ends, told once, on node's own objects. */
import { createServer, type RequestListener, type ServerResponse } from "node:http";
import { connect as connect2, createServer as createServer2 } from "node:http2";
import { connect, type AddressInfo, type Server, type Socket } from "node:net";
import { onRequestEnd, type RequestEnd } from "../../../instrumentation/src/http";
import { get, rawClient } from "./raw-client";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** Serves one request and tells each end that was heard of it within a moment. */
async function endsOf(
  listener: RequestListener,
  act: (client: Awaited<ReturnType<typeof rawClient>>) => void,
): Promise<RequestEnd[]> {
  const ends: RequestEnd[] = [];
  const arrived = new Promise<ServerResponse>((resolve) => {
    const server = createServer((req, res) => {
      onRequestEnd(req, res, (end) => ends.push(end));
      listener(req, res);
      resolve(res);
    });
    void listening(server).then(async (port) => {
      const client = await rawClient(port);
      client.send(get("/", "Connection: close\r\n"));
      await arrived;
      act(client);
    });
  });
  const res = await arrived;
  await new Promise<void>((resolve) => (res.closed ? resolve() : res.on("close", resolve)));
  await new Promise((resolve) => setTimeout(resolve, 20));
  return ends;
}

const nothing = (): void => undefined;

test.each<{
  title: string;
  listener: RequestListener;
  act?: (client: { leave(): void; reset(): void }) => void;
  outcome: string;
}>([
  { title: "an answer", listener: (_req, res) => void res.end("x"), outcome: "finished" },
  { title: "an answer without a body", listener: (_req, res) => void res.writeHead(204).end(), outcome: "finished" },
  { title: "a client that left", listener: nothing, act: (client) => client.leave(), outcome: "aborted" },
  { title: "a client that reset", listener: nothing, act: (client) => client.reset(), outcome: "aborted" },
  { title: "a response destroyed", listener: (_req, res) => void res.destroy(), outcome: "error" },
  {
    title: "a response destroyed with an error",
    listener: (_req, res) => void res.destroy(new Error("x")),
    outcome: "error",
  },
  { title: "a socket destroyed", listener: (req) => void req.socket.destroy(), outcome: "error" },
  { title: "a time-out", listener: (req) => void req.setTimeout(20), outcome: "error" },
])("$title is told once as $outcome", async ({ listener, act = nothing, outcome }) => {
  expect((await endsOf(listener, act)).map((end) => end.outcome)).toEqual([outcome]);
});

/** More than an operating system takes at once. */
const LARGE = Buffer.alloc(50_000_000);

/** A client that asks, reads nothing of the answer, and leaves after a moment. */
async function endOfUnread(listener: RequestListener, leave: (client: Socket) => void): Promise<string> {
  const heard = new Promise<RequestEnd>((resolve) => {
    const server = createServer((req, res) => {
      onRequestEnd(req, res, resolve);
      listener(req, res);
    });
    void listening(server).then((port) => {
      const client = connect(port, "127.0.0.1");
      client.on("error", nothing);
      client.once("readable", () => setTimeout(() => leave(client), 60));
      client.write(get("/"));
    });
  });
  return (await heard).outcome;
}

describe("an answer that is given to its end before the connection goes", () => {
  const inParts: RequestListener = (_req, res) => {
    res.write(LARGE);
    res.end("last");
  };
  test.each<{ title: string; listener: RequestListener; leave?: (client: Socket) => void; outcome: string }>([
    { title: "at once, and the client goes", listener: (_req, res) => void res.end(LARGE), outcome: "aborted" },
    { title: "in two parts, and the client goes", listener: inParts, outcome: "aborted" },
    {
      title: "at once, and the client resets",
      listener: (_req, res) => void res.end(LARGE),
      leave: (client) => void client.resetAndDestroy(),
      outcome: "aborted",
    },
    {
      title: "at once, and we cut the connection",
      listener: (req, res) => {
        res.end(LARGE);
        setTimeout(() => req.socket.destroy(), 30);
      },
      outcome: "error",
    },
    {
      title: "whole to the operating system, and we want nothing more of the client",
      listener: (req, res) => {
        res.writeHead(413).end("too large");
        req.destroy();
      },
      outcome: "finished",
    },
    {
      title: "and the client takes all of it",
      listener: (_req, res) => void res.end(LARGE),
      leave: (client) => void client.resume(),
      outcome: "finished",
    },
  ])("$title: $outcome", async ({ listener, leave = (client) => void client.destroy(), outcome }) => {
    expect(await endOfUnread(listener, leave)).toBe(outcome);
  });
});

test("time is that of the monotonic clock", async () => {
  const now = jest.spyOn(Date, "now");
  const [end] = await endsOf(
    (_req, res) =>
      void setTimeout(() => {
        now.mockReturnValue(0);
        res.end();
      }, 30),
    nothing,
  );
  now.mockRestore();
  expect(end?.seconds).toBeGreaterThan(0.025);
  expect(end?.seconds).toBeLessThan(1);
});

test("a listener that throws disturbs nobody", async () => {
  const server = createServer((req, res) => {
    onRequestEnd(req, res, () => {
      throw new Error("of the listener");
    });
    res.end("fine");
  });
  const port = await listening(server);
  expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe("fine");
  expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe("fine");
});

test("an error event that nobody handles stays one", async () => {
  const errors: unknown[] = [];
  await endsOf((req, res) => {
    onRequestEnd(req, res, nothing);
    try {
      res.emit("error", new Error("of the response"));
    } catch (error) {
      errors.push(error);
    }
    res.end();
  }, nothing);
  expect(errors).toHaveLength(1);
});

test("a request that was over before is told as well", async () => {
  const ends: RequestEnd[] = [];
  await endsOf((req, res) => {
    res.on("close", () => onRequestEnd(req, res, (end) => ends.push(end)));
    res.end();
  }, nothing);
  expect(ends.map((end) => end.outcome)).toEqual(["finished"]);
});

test("a pipelined request ends once, with its answer", async () => {
  let ended = 0;
  const server = createServer((req, res) => {
    onRequestEnd(req, res, () => (ended += 1));
    setImmediate(() => res.end());
  });
  const client = await rawClient(await listening(server));
  for (let round = 1; round <= 20; round += 1) {
    client.send(get("/").repeat(50));
    await client.received("HTTP/1.1 200", round * 50);
  }
  expect(ended).toBe(1000);
  client.leave();
  await client.closed;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(ended).toBe(1000);
});

test.each(["finished", "aborted", "error"])("HTTP/2: %s", async (outcome) => {
  const ends: RequestEnd[] = [];
  const server = createServer2((req, res) => {
    // What frameworks do: HTTP/2 has requests of its own, with the same face.
    onRequestEnd(req as never, res as never, (end) => ends.push(end));
    if (outcome === "finished") res.end("fine");
    if (outcome === "error") res.stream.destroy(new Error("x"));
  });
  server.on("sessionError", nothing);
  const session = connect2(`http://127.0.0.1:${await listening(server)}`);
  session.on("error", nothing);
  const stream = session.request({ ":path": "/" });
  stream.on("error", nothing);
  stream.resume();
  if (outcome === "aborted") setTimeout(() => stream.close(8), 30);
  await new Promise((resolve) => stream.on("close", resolve));
  await new Promise((resolve) => setTimeout(resolve, 30));
  session.destroy();
  expect(ends.map((end) => end.outcome)).toEqual([outcome]);
});
