/** What Prometheus receives: both formats, whatever was asked for before, held against Prometheus's own tools. */
import { applicationMetrics } from "@cdktf-observability/contract";
import { context, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Gauge } from "prom-client";
import { expectMetricsContract, MetricsCollector, type MetricsProblem } from "../../../instrumentation/src/metrics";
import { FRAMEWORKS, serve, stopAll } from "../http/frameworks";
import { describeWith, run } from "../../proof/tool";

const manager = new AsyncLocalStorageContextManager();
beforeAll(() => context.setGlobalContextManager(manager.enable()));
afterAll(() => context.disable());
afterEach(stopAll);

const HOSTILE = 'quote " backslash \\ newline \n # {x="1"} 5 } = ,';

/** A service that has done something of each kind. */
function busy(): MetricsCollector {
  const metrics = new MetricsCollector();
  metrics.recordUserRegistration("web", HOSTILE);
  metrics.recordRevenue("tea", "EUR", 1999.5);
  metrics.updateActiveUsers("daily", 1e21);
  const orders = metrics.queue("orders");
  orders.setDepth(3);
  orders.setOldestMessageAge(0.000_000_1);
  orders.setConsumers(1);
  metrics.cache("sessions").hit();
  metrics.jobStarted("send-invoice")("succeeded");
  const span = trace.setSpanContext(ROOT_CONTEXT, {
    traceId: "0af7651916cd43dd8448eb211c80319c",
    spanId: "b7ad6b7169203331",
    traceFlags: 1,
  });
  context.with(span, () => metrics.jobStarted("send-invoice")("failed"));
  metrics.http.answered({
    method: "GET",
    route: "/a",
    status: 200,
    seconds: 0.02,
    trace: { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331", sampled: true },
  });
  return metrics;
}

const SAMPLE = /^([^#\n].*?)( # \{trace_id="\w+"\} \S+ \S+)?$/gm;

const linesWith = (text: string, part: string): string[] => text.split("\n").filter((line) => line.includes(part));

test("each format names each metric as the contract does, in any order and at the same time", async () => {
  const metrics = busy();
  const texts = await Promise.all(
    (["text", "openmetrics", "text", "openmetrics"] as const).map((format) => metrics.getMetrics(format)),
  );
  for (const text of texts) {
    expect(text).toMatch(/^http_requests_total\{.*\} 1$/m);
    expect(text).toMatch(/^revenue_total_cents\{.*\} 1999\.5$/m);
    expect(text).not.toContain("_total_total");
    expect(text).not.toContain("cents_total");
  }
  expect(linesWith(texts[0] ?? "", "# TYPE http_requests")).toContain("# TYPE http_requests_total counter");
  expect(linesWith(texts[1] ?? "", "# TYPE http_requests")).toContain("# TYPE http_requests counter");
  expect(linesWith(texts[2] ?? "", "# TYPE revenue")).toEqual(["# TYPE revenue_total_cents untyped"]);
  expect(linesWith(texts[3] ?? "", "# TYPE revenue")).toEqual(["# TYPE revenue_total_cents unknown"]);
});

test("the registry's own text is the same, and takes no name away", async () => {
  const metrics = new MetricsCollector({ defaultMetrics: false });
  const before = await metrics.getMetrics();
  expect(await metrics.registry.metrics()).toBe(before);
  expect(await metrics.getMetrics()).toBe(before);
  expect(metrics.registry.contentType).toMatch("application/openmetrics-text");
});

test("default labels of the registry are on each series that has not its own", async () => {
  const metrics = new MetricsCollector({ defaultMetrics: false });
  metrics.registry.setDefaultLabels({ shard: 3, queue: "none" });
  metrics.queue("orders").setDepth(5);
  metrics.http.answered({ method: "GET", route: "/", status: 200, seconds: 1, trace: undefined });
  const text = await metrics.getMetrics();
  expect(text).toMatch(/^http_requests_in_flight\{shard="3",queue="none"\} 0$/m);
  expect(text).toMatch(/^queue_messages_ready\{shard="3",queue="orders"\} 5$/m);
  expect(text).toMatch(/^http_request_duration_seconds_sum\{shard="3",.*\} 1$/m);
});

test("OpenMetrics has exemplars and an end, the older text neither", async () => {
  const metrics = busy();
  const [text, openMetrics] = [await metrics.getMetrics("text"), await metrics.getMetrics("openmetrics")];
  expect(linesWith(openMetrics, '# {trace_id="0af7651916cd43dd8448eb211c80319c"}')).toHaveLength(2);
  expect(openMetrics.endsWith("\n# EOF\n")).toBe(true);
  expect(text).not.toMatch(/trace_id|# EOF/);
});

test("bounds of buckets are spelled as Prometheus stores them", async () => {
  const metrics = new MetricsCollector({ defaultMetrics: false });
  const buckets = [0.000_000_1, 0.000_05, 0.25, 1, 2.5, 10, 123_456, 1_000_000, 1.5e21];
  metrics.histogram({ name: "x", help: "X.", buckets }).observe(1);
  const bounds = async (format: "openmetrics" | "text"): Promise<string[]> =>
    [...(await metrics.getMetrics(format)).matchAll(/^x_bucket\{le="(.*?)"\}/gm)].map(([, bound = ""]) => bound);
  const spelled = ["1e-07", "5e-05", "0.25", "1.0", "2.5", "10.0", "123456.0", "1e+06", "1.5e+21", "+Inf"];
  expect(await bounds("openmetrics")).toEqual(spelled);
  // Whichever the format, Prometheus 3 stores the same.
  expect((await bounds("text")).slice(0, -1).map(Number)).toEqual(buckets);
});

test("texts that are one once they are sent make one series", async () => {
  const metrics = new MetricsCollector({ defaultMetrics: false });
  for (const plan of ["\ud800", "\udfff", "\ufffd", "\u{1f375}"]) metrics.recordUserRegistration("web", plan);
  expect(linesWith(await metrics.getMetrics(), "user_registrations_total{")).toEqual([
    'user_registrations_total{source="web",plan="\ufffd"} 3',
    'user_registrations_total{source="web",plan="\u{1f375}"} 1',
  ]);
});

test("what a service has done keeps the contract", async () => {
  await expectMetricsContract(busy());
});

test("all of the contract is there before anything has happened", async () => {
  const text = await new MetricsCollector().getMetrics("text");
  for (const subject of Object.values(applicationMetrics)) {
    for (const { name } of Object.values(subject)) expect(text).toContain(`# HELP ${name} `);
  }
});

test("a metric that cannot be collected is left out, and the others are there", async () => {
  const problems: MetricsProblem[] = [];
  const metrics = new MetricsCollector({ defaultMetrics: false, onError: (problem) => problems.push(problem) });
  new Gauge({
    name: "broken",
    help: "Breaks.",
    registers: [metrics.registry],
    collect: () => Promise.reject(new Error("no connection")),
  });
  const text = await metrics.getMetrics();
  expect(text).toContain("http_requests_in_flight 0");
  expect(text).not.toContain("# HELP broken");
  expect(problems).toEqual([{ metric: "broken", message: "broken: no connection" }]);
});

describeWith(["promtool"], "by promtool", () => {
  test.each(FRAMEWORKS)("what $name answers to a scrape has no fault", async ({ listener }) => {
    const { url } = await serve(listener, { defaultMetrics: true });
    await (await fetch(`${url}/orders/1`)).text();
    const response = await fetch(`${url}/metrics`);
    const { status, stdout, stderr } = run("promtool", ["check", "metrics"], { input: await response.text() });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  test("the text of a busy service has no fault, also not in its labels", async () => {
    const { status, stderr } = run("promtool", ["check", "metrics"], { input: await busy().getMetrics("text") });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  test("Prometheus's parser of OpenMetrics takes every line", async () => {
    const folder = mkdtempSync(join(tmpdir(), "openmetrics-"));
    try {
      // The import of a history wants a time on each sample; scrapes have none.
      const timed = (await busy().getMetrics()).replace(SAMPLE, "$1 1700000000$2");
      writeFileSync(join(folder, "metrics"), timed);
      const { status, stderr } = run("promtool", [
        "tsdb",
        "create-blocks-from",
        "openmetrics",
        join(folder, "metrics"),
        join(folder, "data"),
      ]);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      // `dump` reads a database of Prometheus, which has a journal.
      mkdirSync(join(folder, "data", "wal"));
      const { stdout } = run("promtool", ["tsdb", "dump", join(folder, "data")]);
      const stored = linesWith(stdout, '__name__="revenue_total_cents"');
      expect(stored).toEqual([expect.stringContaining("} 1999.5 1700000000000")]);
      expect(linesWith(stdout, '__name__="user_registrations_total"')[0]).toContain(
        String.raw`plan="quote \" backslash \\ newline \n # {x=\"1\"} 5 } = ,"`,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
