/** Where the real Fluentd is at its bounds: parts and lines without end, containers that are loud, a log store that refuses. */
import { throttle, type FluentdProps } from "../../../lib/components/fluentd";
import { kibibytes, milliseconds } from "../../../lib/model";
import { criLine as cri } from "./loki-line";
import { METRICS_PORT, Node, withFluentd } from "./real";

jest.setTimeout(90_000);

const QUICK: FluentdProps = { buffer: { flushInterval: milliseconds(200) } };

let node: Node;
beforeEach(() => {
  node = new Node();
});
afterEach(() => node.remove());

/** What was sent, of these lines written to one container. */
const sent = async (written: readonly string[], props: FluentdProps, expected: number) => {
  node.write("shop-1_prod_app", written);
  await node.run({ ...QUICK, ...props }, () => node.entries.length >= expected);
  return node.entries.map(({ line }) => line);
};

withFluentd("on Docker, too, a stack trace is one line", async () => {
  const trace = ["java.lang.IllegalStateException: x", "\tat a.B.c(B.java:1)", "\tat a.B.d(B.java:2)"];
  const written = [...trace, "plain"].map((text) =>
    JSON.stringify({ log: `${text}\n`, stream: "stdout", time: "2026-01-02T03:04:05.678901234Z" }),
  );
  expect(await sent(written, { tail: { format: "docker" } }, 2)).toEqual([trace.join("\n"), "plain"]);
});

withFluentd("a line without an end becomes several, and none is lost or too long", async () => {
  const parts = Array.from({ length: 40 }, (_, index) => `${index % 10}`.repeat(16_000));
  const written = [...parts.map((part) => cri(part, "P")), cri("end")];
  const found = await sent(written, { lines: { maxSize: kibibytes(64) } }, 11);
  expect(found.join("")).toBe(`${parts.join("")}end`);
  for (const line of found) expect(line.length).toBeLessThanOrEqual(65_536);
});

withFluentd("a part whose end does not come is of the time when it was written", async () => {
  await sent([cri("a part", "P")], {}, 1);
  expect(node.entries).toEqual([expect.objectContaining({ line: "a part", time: "1767323045678901234" })]);
});

withFluentd("who is loud all the time is heard each minute anew", async () => {
  node.edit = (text) =>
    text
      .replace("group_bucket_period_s 60", "group_bucket_period_s 2")
      .replace("group_bucket_limit 60", "group_bucket_limit 5");
  const talk = setInterval(
    () =>
      node.write(
        "shop-1_prod_app",
        Array.from({ length: 12 }, () => cri("hey")),
      ),
    1_000,
  );
  await node.run({ ...QUICK, filters: [throttle(60)] }, () => node.entries.length >= 20, 30);
  clearInterval(talk);
  expect(node.entries.length).toBeGreaterThanOrEqual(20);
});

withFluentd.each([400, 401, 413])("that Loki refuses a chunk by %i is counted, since it is lost", async (status) => {
  node.status = status;
  let metrics = "";
  const asked = setInterval(() => {
    void fetch(`http://127.0.0.1:${METRICS_PORT}/metrics`)
      .then(async (answer) => (metrics = await answer.text()))
      .catch(() => "");
  }, 300);
  const counted = `fluentd_loki_refused_chunks_total{status="${status}"}`;
  node.write("shop-1_prod_app", [cri("lost")]);
  await node.run(QUICK, () => metrics.includes(counted));
  clearInterval(asked);
  expect(metrics).toContain(counted);
  expect(metrics).not.toContain('status="429"');
});
