/**
 * The pipeline, run by the real Fluentd on files that a container runtime could have written. It needs fluentd 1.19 with the pipeline's plug-ins
 * on the PATH, and openssl; its gems cannot be had everywhere, so it is never required.
 */
import { request } from "node:https";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { elasticsearchLogs, throttle, type FluentdProps } from "../../../lib/components/fluentd";
import { existingSecret, milliseconds, seconds } from "../../../lib/model";
import { forward } from "./forward";
import { full } from "./full";
import { Node, withFluentd } from "./real";
import { plainLines, samples } from "./traces";

jest.setTimeout(90_000);

const cri = (text: string, tag = "F", stream = "stdout") => `2026-01-02T03:04:05.678901234Z ${stream} ${tag} ${text}`;
const QUICK: FluentdProps = { buffer: { flushInterval: milliseconds(200) } };

let node: Node;
beforeEach(() => {
  node = new Node();
});
afterEach(() => node.remove());

const lines = () => node.entries.map(({ line }) => line);
/** What was sent, of these lines written to one container. */
const sent = async (written: readonly string[], props: FluentdProps = {}, expected = written.length) => {
  node.write("shop-1_prod_app", written);
  await node.run({ ...QUICK, ...props }, () => node.entries.length >= expected);
  return lines();
};

withFluentd.each<readonly [title: string, props: FluentdProps]>([
  ["as it is", { labels: { cluster: "a#{b}" } }],
  ["with everything in it", full],
  ["with everything in it, in two processes", { ...full, workers: 2 }],
  ["on Docker", { tail: { format: "docker" } }],
])("fluentd --dry-run takes the configuration %s, and uses every parameter", (_, props) => {
  const { status, said } = node.dryRun(props);
  expect({ status, unused: said.split("\n").filter((line) => /is not used|unknown|\[error\]/.test(line)) }).toEqual({
    status: 0,
    unused: [],
  });
});

const forms: readonly (readonly [title: string, written: string, line: string])[] = [
  ["text", "no stock", "no stock"],
  ["hostile text", '#{`id`} ${tag} \\ " é \u2028 %Y {{ x }}', '#{`id`} ${tag} \\ " é \u2028 %Y {{ x }}'],
  ["an empty line", "", ""],
  ["JSON", '{"level":"info","message":"hi","trace_id":"0af7"}', '{"level":"info","message":"hi","trace_id":"0af7"}'],
  ["a level, a time and a message", "WARN [10:00] no stock", '{"level":"WARN","time":"10:00","message":"no stock"}'],
  ["JSON with a time of its own", '{"time":"yesterday","x":1}', '{"time":"yesterday","x":1}'],
  ["JSON with one field", '{"n":{"m":1}}', '{"n":{"m":1}}'],
  ["an empty object", "{}", "{}"],
  ["a list of objects", '[{"a":1},{"b":2}]', '[{"a":1},{"b":2}]'],
  ["a list of several kinds", '[1,{"a":1}]', '[1,{"a":1}]'],
  ["an infinite number", '{"a":1e999}', '{"a":1e999}'],
  ["a number of 23 digits", '{"a":12345678901234567890123}', '{"a":12345678901234567890123}'],
  ["a time in nanoseconds", '{"a":1767322000123456789}', '{"a":1767322000123456789}'],
  ["numbers in other forms", '{"a":1e5,"b":1.10,"c":1e-400}', '{"a":100000.0,"b":1.1,"c":0.0}'],
  ["a key that stands there twice", '{"a":1,"a":2}', '{"a":2}'],
  ["NaN", '{"a":NaN}', '{"a":NaN}'],
  ["JSON that goes on", '{"a":1} {"b":2}', '{"a":1} {"b":2}'],
  ["bytes that are no text", "x\u0000y", "x\u0000y"],
  ["a password", '{"password":"p\\"w","x":1}', '{"password":"***","x":1}'],
  ["an address with a password", "to postgres://u:pw@db/shop", "to postgres://u:***@db/shop"],
];

withFluentd("lines of every form arrive as they should, and nothing behind one is stuck", async () => {
  for (const [index, [, written]] of forms.entries()) node.write(`shop-${index}_prod_app`, [cri(written), cri("next")]);
  await node.run(QUICK, () => node.entries.length >= 2 * forms.length, 40);
  const found = forms.map(([title], index) => [
    title,
    ...node.entries.filter(({ labels }) => labels["pod"] === `shop-${index}`).map(({ line }) => line),
  ]);
  expect(found).toEqual(forms.map(([title, , line]) => [title, line, "next"]));
});

withFluentd("what a container says of its pod is not believed", async () => {
  await sent([
    cri(
      '{"kubernetes":{"namespace_name":"other","pod_name":"x","container_name":"y"},"docker":{"container_id":"x"},"origin":{"service":"x"},"a":1}',
    ),
  ]);
  expect(node.entries[0]).toMatchObject({
    labels: { namespace: "prod", pod: "shop-1", container: "app", node: "node-1", service: "app" },
    time: "1767323045678901234",
    line: '{"a":1}',
  });
});

withFluentd("parts of a line are one, and what the runtime did not write arrives, too", async () => {
  const written = [
    cri("one ", "P"),
    cri("err ", "P", "stderr"),
    cri("two"),
    cri("or", "F", "stderr"),
    "a panic of the runtime",
  ];
  expect([...(await sent(written, {}, 3))].sort()).toEqual(["a panic of the runtime", "err or", "one two"]);
});

withFluentd("Docker's files are read, too", async () => {
  const docker = (log: string) => JSON.stringify({ log, stream: "stdout", time: "2026-01-02T03:04:05.678901234Z" });
  const written = [
    docker("no stock\n"),
    docker("one "),
    docker("two\n"),
    docker('{"message":"hi","n":1}\n'),
    "not JSON",
  ];
  const found = await sent(written, { tail: { format: "docker" } }, 4);
  expect([...found].sort()).toEqual(["no stock", "not JSON", "one two", '{"message":"hi","n":1}'].sort());
  expect(node.entries.find(({ line }) => line === "no stock")?.time).toBe("1767323045678901234");
});

withFluentd("stack traces are whole, between lines that arrive alone", async () => {
  const written = samples.flatMap(({ lines: trace }) => [...trace, ...plainLines]);
  const found = await sent(
    written.map((line) => cri(line)),
    { lines: { formats: [] } },
    60,
  );
  for (const { title, lines: trace } of samples) {
    const [first = ""] = trace;
    // Go's goroutines, a second traceback, and what Node says of an error stand alone.
    const parts = found.filter((line) => trace.join("\n").includes(line) && line.includes("\n"));
    const bare = (text: string) => text.replaceAll(/\s/g, "");
    expect({ title, first: parts.some((line) => line.startsWith(first)), whole: bare(parts.join("")) }).toEqual({
      title,
      first: true,
      whole: bare(trace.join("")),
    });
  }
  for (const line of plainLines) expect(found.filter((each) => each === line).length).toBe(samples.length);
});

withFluentd("while the store is away nothing is lost, and afterwards each line is there once", async () => {
  const written = Array.from({ length: 2_000 }, (_, index) => cri(`line ${index}`));
  node.status = 503;
  setTimeout(() => (node.status = 204), 6_000);
  const found = await sent(written, { buffer: { flushInterval: milliseconds(200), retryMaxInterval: seconds(1) } });
  expect([...found].sort()).toEqual(written.map((_, index) => `line ${index}`).sort());
});

withFluentd("a restart reads on where it was", async () => {
  await sent([cri("before")]);
  node.write("shop-1_prod_app", [cri("after")]);
  const before = node.entries.length;
  await node.run(QUICK, () => node.entries.length > before);
  expect(lines()).toEqual(["before", "after"]);
});

withFluentd("two processes share the files, and each line comes once", async () => {
  for (const id of ["0", "7", "8", "f"]) node.write(`shop-${id}_prod_app`, [cri(`of ${id}`)], id);
  await node.run({ ...QUICK, workers: 2 }, () => node.entries.length >= 4);
  expect([...lines()].sort()).toEqual(["of 0", "of 7", "of 8", "of f"]);
});

withFluentd("what nobody wants is not sent, and one container does not take the place of all", async () => {
  const written = [
    ...Array.from({ length: 200 }, (_, index) => cri(`{"level":"info","n":${index}}`)),
    cri('{"level":"DEBUG","n":0}'),
  ];
  const { filters = [] } = full;
  const found = await sent(written, { filters: [...filters.slice(0, 2), throttle(60)] }, 60);
  expect(found.length).toBeGreaterThanOrEqual(60);
  expect(found.length).toBeLessThanOrEqual(120);
  expect(found.join("\n")).not.toContain("DEBUG");
});

withFluentd("documents have what is known of the pod, and an id that a second try would repeat", async () => {
  const bodies: string[] = [];
  const index = createServer((asked, answer) => {
    const parts: Buffer[] = [];
    asked.on("data", (part: Buffer) => parts.push(part));
    asked.on("end", () => {
      const bulk = asked.url?.includes("_bulk") === true;
      if (bulk) bodies.push(Buffer.concat(parts).toString());
      answer.writeHead(200, { "content-type": "application/json", "x-elastic-product": "Elasticsearch" });
      answer.end(
        JSON.stringify(
          bulk
            ? { errors: false, items: [{ index: { status: 201 } }] }
            : { version: { number: "7.17.0", build_flavor: "default" }, tagline: "You Know, for Search" },
        ),
      );
    });
  });
  await new Promise<void>((resolve) => index.listen(0, "127.0.0.1", resolve));
  const { port } = index.address() as AddressInfo;
  const also = [
    elasticsearchLogs({
      urls: [`http://127.0.0.1:${port}`],
      buffer: { flushInterval: milliseconds(200) },
    }),
  ];
  node.write("shop-1_prod_app", [cri('{"@timestamp":"1999-05-06T00:00:00Z","message":"hi","trace_id":"0af7"}')]);
  const said = await node.run(
    { ...QUICK, also, labels: { cluster: "production", environment: "prod" } },
    () => node.entries.length >= 1 && bodies.length >= 1,
  );
  index.closeAllConnections();
  await new Promise((resolve) => index.close(resolve));
  const [action, document] = (bodies[0] ?? said)
    .split("\n")
    .map((line) => JSON.parse(line || "{}") as Record<string, unknown>);
  expect(action).toEqual({ index: { _index: "logs-2026.01.02", _id: expect.stringMatching(/.{16,}/) as string } });
  expect(document).toEqual({
    "@timestamp": "1999-05-06T00:00:00Z",
    message: "hi",
    trace_id: "0af7",
    kubernetes: { container_name: "app", namespace_name: "prod", pod_name: "shop-1" },
    docker: expect.anything() as unknown,
    origin: {
      service: "app",
      node: "node-1",
      cluster: "production",
      environment: "prod",
      timestamp: "2026-01-02T03:04:05.678901234Z",
    },
  });
  expect(lines()).toEqual(['{"@timestamp":"1999-05-06T00:00:00Z","message":"hi","trace_id":"0af7"}']);
});

withFluentd("who shows a certificate may send by HTTPS, and nobody else", async () => {
  const door = {
    from: ["edge"],
    certificate: existingSecret("door"),
    clientAuthority: existingSecret("devices"),
    port: 19_880,
  };
  const { key, cert } = node.certificate;
  const post = (certificate: object) =>
    new Promise<number | string>((resolve) => {
      const asked = request(
        {
          port: door.port,
          host: "127.0.0.1",
          path: "/app.log",
          method: "POST",
          ca: cert,
          ...certificate,
          headers: { "content-type": "application/json" },
        },
        (answer) => resolve(answer.resume().statusCode ?? 0),
      );
      asked.on("error", (error) => resolve(error.message));
      asked.end('{"message":"from outside","kubernetes":{"namespace_name":"prod"}}');
    });
  const answers: (number | string)[] = [];
  setTimeout(() => {
    void post({})
      .then((answer) => answers.push(answer))
      .then(() => post({ key, cert }))
      .then((answer) => answers.push(answer));
  }, 5_000);
  const said = await node.run({ ...QUICK, receive: { http: door } }, () => node.entries.length >= 1);
  expect({ answers, said: answers.length === 2 ? "" : said }).toEqual({ answers: [expect.any(String), 200], said: "" });
  expect(node.entries).toEqual([
    expect.objectContaining({
      labels: { node: "node-1", service: "http" },
      line: '{"message":"from outside","tag":"app.log"}',
    }),
  ]);
});

withFluentd(
  "who knows the key may send by Fluentd's protocol, and what a filter fails at arrives all the same",
  async () => {
    const door = {
      from: ["legacy"],
      certificate: existingSecret("door"),
      sharedKey: existingSecret("key"),
      port: 19_881,
    };
    const sender = { port: door.port, sharedKey: "x", authority: node.certificate.cert };
    const answers: unknown[] = [];
    setTimeout(() => {
      void forward({ ...sender, sharedKey: "guessed" }, "app", [{ message: "from a stranger" }])
        .then((answer) => answers.push(answer))
        .then(() =>
          forward(sender, "app", [
            { message: "from a friend" },
            { message: "beyond JSON", password: "hunter2", x: Infinity },
          ]),
        )
        .then((answer) => answers.push(answer));
    }, 5_000);
    await node.run({ ...QUICK, receive: { forward: door } }, () => node.entries.length >= 2);
    expect(answers).toEqual([false, true]);
    expect(node.entries.map(({ labels, line }) => [labels["service"], line])).toEqual([
      ["forward", '{"message":"from a friend","tag":"app"}'],
      ["fluentd", expect.stringMatching(/beyond JSON.*"password"=>"\*\*\*".*Infinity/)],
    ]);
  },
);
