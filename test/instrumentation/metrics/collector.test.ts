/** What an application can count, how it begins, and what happens to what no metric can take. */
import { applicationMetrics, type ApplicationMetric } from "@cdktf-observability/contract";
import {
  MetricsCollector,
  type MetricsCollectorOptions,
  type MetricsProblem,
} from "../../../instrumentation/src/metrics";
import { samplesOf } from "../http/counted";

const collector = (options: MetricsCollectorOptions = {}): MetricsCollector =>
  new MetricsCollector({ defaultMetrics: false, ...options });

/** `{ "web free": 2 }`: the values of labels in the order of their names in the contract. */
async function valuesOf(metrics: MetricsCollector, name: string): Promise<Readonly<Record<string, number>>> {
  const samples = await samplesOf(metrics, name);
  return Object.fromEntries(samples.map(({ labels, value }) => [Object.values(labels).join(" "), value]));
}

describe("business", () => {
  test("counts registrations by source and plan", async () => {
    const metrics = collector();
    metrics.recordUserRegistration("web", "free");
    metrics.recordUserRegistration("web", "free");
    metrics.recordUserRegistration("app", "pro");
    expect(await valuesOf(metrics, "user_registrations_total")).toEqual({ "web free": 2, "app pro": 1 });
  });

  test("keeps the last number of active users of each time frame", async () => {
    const metrics = collector();
    metrics.updateActiveUsers("1d", 7);
    metrics.updateActiveUsers("1d", 5);
    metrics.updateActiveUsers("30d", 90);
    expect(await valuesOf(metrics, "active_users")).toEqual({ "1d": 5, "30d": 90 });
  });

  test("adds revenue up in cents", async () => {
    const metrics = collector();
    metrics.recordRevenue("tea", "EUR", 1999);
    metrics.recordRevenue("tea", "EUR", 1);
    metrics.recordRevenue("tea", "USD", 500);
    expect(await valuesOf(metrics, "revenue_total_cents")).toEqual({ "tea EUR": 2000, "tea USD": 500 });
  });

  test("begins at 0 in each combination that is declared", async () => {
    const metrics = collector({
      declare: {
        registrations: { source: ["web", "app"], plan: ["free", "pro"] },
        revenue: { product: ["tea"], currency: ["EUR", "USD"] },
      },
    });
    expect(await valuesOf(metrics, "user_registrations_total")).toEqual({
      "web free": 0,
      "web pro": 0,
      "app free": 0,
      "app pro": 0,
    });
    expect(await valuesOf(metrics, "revenue_total_cents")).toEqual({ "tea EUR": 0, "tea USD": 0 });
  });
});

describe("a queue", () => {
  const counted = ["consumed", "failed", "retried", "dead_lettered"].map((what) => `queue_messages_${what}_total`);

  test.each(["declared", "named"])("begins all that it counts at 0 when it is %s", async (how) => {
    const metrics = collector({ declare: how === "declared" ? { queues: ["orders"] } : {} });
    if (how === "named") metrics.queue("orders");
    for (const name of counted) expect(await valuesOf(metrics, name)).toEqual({ orders: 0 });
    expect(await valuesOf(metrics, "queue_messages_ready")).toEqual({});
  });

  test("tells its depth, its age, its consumers and what became of its messages", async () => {
    const metrics = collector();
    const orders = metrics.queue("orders");
    orders.setDepth(12);
    orders.setOldestMessageAge(3.5);
    orders.setConsumers(2);
    for (let message = 0; message < 4; message += 1) orders.consumed();
    for (let message = 0; message < 3; message += 1) orders.failed();
    for (let message = 0; message < 2; message += 1) orders.retried();
    orders.deadLettered();
    const values = [];
    for (const { name } of Object.values(applicationMetrics.queue))
      values.push((await valuesOf(metrics, name))["orders"]);
    expect(values).toEqual([12, 3.5, 2, 4, 3, 2, 1]);
  });

  test("does not begin anew when it is named again", async () => {
    const metrics = collector();
    metrics.queue("orders").consumed();
    metrics.queue("orders").consumed();
    expect(await valuesOf(metrics, "queue_messages_consumed_total")).toEqual({ orders: 2 });
  });
});

test("a cache counts hits and misses, both from 0", async () => {
  const metrics = collector({ declare: { caches: ["sessions"] } });
  expect(await valuesOf(metrics, "cache_requests_total")).toEqual({ "sessions hit": 0, "sessions miss": 0 });
  metrics.cache("sessions").hit();
  metrics.cache("sessions").hit();
  metrics.cache("sessions").miss();
  expect(await valuesOf(metrics, "cache_requests_total")).toEqual({ "sessions hit": 2, "sessions miss": 1 });
});

describe("a job", () => {
  test("begins at 0 for both outcomes when its kind is declared", async () => {
    const metrics = collector({ declare: { jobs: ["send-invoice"] } });
    const both = { "send-invoice succeeded": 0, "send-invoice failed": 0 };
    expect(await valuesOf(metrics, "jobs_processed_total")).toEqual(both);
    expect(await valuesOf(metrics, "job_duration_seconds_count")).toEqual({ "send-invoice": 0 });
    expect(await valuesOf(metrics, "jobs_in_progress")).toEqual({ "send-invoice": 0 });
    expect(await valuesOf(metrics, "job_last_success_timestamp_seconds")).toEqual({});
  });

  test("is in progress until it ends, and ends once", async () => {
    const metrics = collector();
    const first = metrics.jobStarted("send-invoice");
    const second = metrics.jobStarted("send-invoice");
    expect(await valuesOf(metrics, "jobs_in_progress")).toEqual({ "send-invoice": 2 });
    first("succeeded");
    first("failed");
    expect(await valuesOf(metrics, "jobs_in_progress")).toEqual({ "send-invoice": 1 });
    second("failed");
    expect(await valuesOf(metrics, "jobs_in_progress")).toEqual({ "send-invoice": 0 });
    expect(await valuesOf(metrics, "jobs_processed_total")).toEqual({
      "send-invoice succeeded": 1,
      "send-invoice failed": 1,
    });
    expect(await valuesOf(metrics, "job_duration_seconds_count")).toEqual({ "send-invoice": 2 });
  });

  test("tells when it has succeeded last, in seconds", async () => {
    const metrics = collector();
    metrics.jobStarted("send-invoice")("failed");
    expect(await valuesOf(metrics, "job_last_success_timestamp_seconds")).toEqual({});
    metrics.jobStarted("send-invoice")("succeeded");
    const { "send-invoice": at = 0 } = await valuesOf(metrics, "job_last_success_timestamp_seconds");
    expect(Math.abs(at - Date.now() / 1000)).toBeLessThan(10);
  });
});

describe("what no metric can take", () => {
  /** What a service in JavaScript, or one whose types lie, may hand over. */
  const anything = (value: unknown): never => value as never;
  const cyclic: Record<string, unknown> = {};
  cyclic["self"] = cyclic;
  const hostile = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error("no keys");
      },
    },
  );

  test.each<{ title: string; act: (metrics: MetricsCollector) => void; metric: string; message: RegExp }>([
    {
      title: "negative revenue",
      act: (m) => m.recordRevenue("tea", "EUR", -1),
      metric: "revenue_total_cents",
      message: /-1 is below 0/,
    },
    {
      title: "revenue that is no number",
      act: (m) => m.recordRevenue("tea", "EUR", NaN),
      metric: "revenue_total_cents",
      message: /NaN is no finite number/,
    },
    {
      title: "revenue without end",
      act: (m) => m.recordRevenue("tea", "EUR", Infinity),
      metric: "revenue_total_cents",
      message: /Infinity is no finite number/,
    },
    {
      title: "revenue as text",
      act: (m) => m.recordRevenue("tea", "EUR", anything("5")),
      metric: "revenue_total_cents",
      message: /a string is no finite number/,
    },
    {
      title: "revenue that is missing",
      act: (m) => m.recordRevenue("tea", "EUR", anything(undefined)),
      metric: "revenue_total_cents",
      message: /a undefined is no|an? undefined/,
    },
    {
      title: "no currency",
      act: (m) => m.recordRevenue("tea", anything(undefined), 5),
      metric: "revenue_total_cents",
      message: /label currency is missing/,
    },
    {
      title: "an empty product",
      act: (m) => m.recordRevenue("", "EUR", 5),
      metric: "revenue_total_cents",
      message: /label product is missing/,
    },
    {
      title: "an object for a plan",
      act: (m) => m.recordUserRegistration("web", anything(cyclic)),
      metric: "user_registrations_total",
      message: /label plan is missing or no text/,
    },
    {
      title: "a symbol for a plan",
      act: (m) => m.recordUserRegistration("web", anything(Symbol("x"))),
      metric: "user_registrations_total",
      message: /label plan/,
    },
    {
      title: "fewer than no users",
      act: (m) => m.updateActiveUsers("1d", -3),
      metric: "active_users",
      message: /-3 is below 0/,
    },
    {
      title: "a negative depth",
      act: (m) => m.queue("orders").setDepth(-1),
      metric: "queue_messages_ready",
      message: /below 0/,
    },
    {
      title: "an unknown outcome",
      act: (m) => m.jobStarted("send-invoice")(anything("perhaps")),
      metric: "jobs_processed_total",
      message: /label outcome knows succeeded, failed only/,
    },
    {
      title: "no labels",
      act: (m) => m.counter({ name: "x_total", help: "x", labels: { a: "any" } }).inc(anything(undefined)),
      metric: "x_total",
      message: /give it its labels: \{ a \}/,
    },
    {
      title: "an unknown label",
      act: (m) => m.counter({ name: "x_total", help: "x", labels: { a: "any" } }).inc(anything({ a: "1", b: "2" })),
      metric: "x_total",
      message: /there is no label b, only a/,
    },
    {
      title: "labels that throw",
      act: (m) => m.counter({ name: "x_total", help: "x", labels: { a: "any" } }).inc(anything(hostile)),
      metric: "x_total",
      message: /no keys/,
    },
    {
      title: "a name that Prometheus does not know",
      act: (m) => m.counter({ name: "x-y_total", help: "x" }).inc(),
      metric: "x-y_total",
      message: /Invalid metric name/,
    },
    {
      title: "a label that Prometheus does not know",
      act: (m) => m.counter({ name: "x_total", help: "x", labels: { "a-b": "any" } }).inc({ "a-b": "1" }),
      metric: "x_total",
      message: /Invalid label name/,
    },
    {
      title: "a name that the contract has",
      act: (m) => m.counter({ name: "http_requests_total", help: "x" }).inc(5),
      metric: "http_requests_total",
      message: /already been registered/,
    },
    {
      title: "a name of its own for another metric",
      act: (m) => [m.counter({ name: "x_total", help: "x" }), m.gauge({ name: "x_total", help: "x" }).set(3)],
      metric: "x_total",
      message: /already been registered/,
    },
    {
      title: "buckets without order",
      act: (m) => m.histogram({ name: "x_seconds", help: "x", buckets: [2, 1] }).observe(1),
      metric: "x_seconds",
      message: /ascending/,
    },
  ])("$title: nothing is thrown, it is counted, and told once", async ({ act, metric, message }) => {
    const problems: MetricsProblem[] = [];
    const metrics = collector({ onError: (problem) => problems.push(problem) });
    act(metrics);
    const refused = (await valuesOf(metrics, "instrumentation_values_refused_total"))[metric];
    expect(refused).toBeGreaterThan(0);
    act(metrics);
    expect((await valuesOf(metrics, "instrumentation_values_refused_total"))[metric]).toBeGreaterThan(refused ?? 0);
    expect(problems).toEqual([{ metric, message: expect.stringMatching(message) as string }]);
    expect(problems[0]?.message).toMatch(`${metric}: `);
  });

  test("a listener that throws is not heard", () => {
    const metrics = collector({
      onError: () => {
        throw new Error("of the listener");
      },
    });
    metrics.recordRevenue("tea", "EUR", -1);
  });

  test("an extra cent is not made of a missing one", async () => {
    const metrics = collector();
    metrics.recordRevenue("tea", "EUR", anything(undefined));
    expect(await valuesOf(metrics, "revenue_total_cents")).toEqual({});
  });

  test("the counters of what is refused and limited begin at 0 for each metric", async () => {
    const metrics = collector();
    metrics.counter({ name: "teapots_total", help: "Pots." });
    const all = ["http", "business", "queue", "worker", "cache"] as const;
    const names = all.flatMap((subject) =>
      Object.values<ApplicationMetric>(applicationMetrics[subject]).map(({ name }) => name),
    );
    const expected = Object.fromEntries([...names, "teapots_total"].map((name) => [name, 0]));
    expect(await valuesOf(metrics, "instrumentation_values_refused_total")).toEqual(expected);
    expect(await valuesOf(metrics, "instrumentation_cardinality_limited_total")).toEqual(expected);
  });
});

describe("too many combinations of labels", () => {
  test("are counted under _OTHER, so that sums stay right", async () => {
    const metrics = collector({ limits: { combinations: 2 } });
    for (const plan of ["a", "b", "c", "d", "a"]) metrics.recordUserRegistration("web", plan);
    expect(await valuesOf(metrics, "user_registrations_total")).toEqual({ "web a": 2, "web b": 1, "_OTHER _OTHER": 2 });
    expect((await valuesOf(metrics, "instrumentation_cardinality_limited_total"))["user_registrations_total"]).toBe(2);
  });

  test("of a state are left out: the last one of many strangers says nothing", async () => {
    const metrics = collector({ limits: { combinations: 1 } });
    metrics.updateActiveUsers("1d", 1);
    metrics.updateActiveUsers("7d", 2);
    expect(await valuesOf(metrics, "active_users")).toEqual({ "1d": 1 });
    expect((await valuesOf(metrics, "instrumentation_cardinality_limited_total"))["active_users"]).toBe(1);
  });

  test("of jobs in progress go up and down under _OTHER", async () => {
    const metrics = collector({ limits: { combinations: 1 } });
    const ends = ["a", "b", "c"].map((task) => metrics.jobStarted(task));
    expect(await valuesOf(metrics, "jobs_in_progress")).toEqual({ a: 1, _OTHER: 2 });
    ends.forEach((end) => end("succeeded"));
    expect(await valuesOf(metrics, "jobs_in_progress")).toEqual({ a: 0, _OTHER: 0 });
    expect(await valuesOf(metrics, "job_duration_seconds_count")).toEqual({ a: 1, _OTHER: 2 });
  });

  test("a text as long as a letter is no name of a plan", async () => {
    const metrics = collector();
    metrics.recordUserRegistration("web", "x".repeat(201));
    expect(await valuesOf(metrics, "user_registrations_total")).toEqual({ "web _OTHER": 1 });
  });
});

describe("metrics of one's own", () => {
  test("count under labels that the compiler knows", async () => {
    const metrics = collector();
    const orders = metrics.counter({
      name: "orders_placed_total",
      help: "Orders.",
      labels: { channel: ["web", "app"], country: "any" },
    });
    orders.declare({ country: ["DE"] });
    orders.inc({ channel: "web", country: "DE" });
    orders.inc({ channel: "web", country: "AT" }, 3);
    // @ts-expect-error fax is no channel
    orders.inc({ channel: "fax", country: "DE" });
    // @ts-expect-error a label is missing
    orders.inc({ channel: "web" });
    // @ts-expect-error a counter is called a total
    metrics.counter({ name: "orders", help: "Orders." });
    expect(await valuesOf(metrics, "orders_placed_total")).toEqual({ "web DE": 1, "app DE": 0, "web AT": 3 });
  });

  test("without labels begin at 0 and take a value alone", async () => {
    const metrics = collector();
    const pots = metrics.counter({ name: "teapots_total", help: "Pots." });
    const warmth = metrics.gauge({ name: "tea_celsius", help: "Warmth.", signed: true });
    const sips = metrics.histogram({ name: "sip_seconds", help: "Sips.", unit: "seconds", buckets: [1, 2] });
    expect(await valuesOf(metrics, "teapots_total")).toEqual({ "": 0 });
    pots.inc();
    pots.inc(2);
    warmth.set(-4);
    warmth.inc();
    warmth.dec(2);
    sips.observe(1.5);
    expect(await valuesOf(metrics, "teapots_total")).toEqual({ "": 3 });
    expect(await valuesOf(metrics, "tea_celsius")).toEqual({ "": -5 });
    expect(await valuesOf(metrics, "sip_seconds_bucket")).toEqual({ "1": 0, "2": 1, "+Inf": 1 });
  });

  test("whose values of labels are all known begin at 0 in each combination", async () => {
    const metrics = collector();
    metrics.counter({ name: "a_total", help: "A.", labels: { x: ["1", "2"], y: ["3"] } });
    metrics.histogram({ name: "b", help: "B.", labels: { x: ["1", "2"] }, buckets: [1] });
    expect(await valuesOf(metrics, "a_total")).toEqual({ "1 3": 0, "2 3": 0 });
    expect(await valuesOf(metrics, "b_count")).toEqual({ "1": 0, "2": 0 });
  });

  test("asked for twice are the same, and declared again keep what they have counted", async () => {
    const metrics = collector();
    const sips = () => metrics.histogram({ name: "sip_seconds", help: "Sips.", labels: { cup: "any" }, buckets: [1] });
    sips().declare({ cup: ["a"] });
    sips().observe({ cup: "a" }, 0.5);
    sips().declare({ cup: ["a"] });
    expect(await valuesOf(metrics, "sip_seconds_count")).toEqual({ a: 1 });
    expect(metrics.ownMetrics).toEqual([
      { name: "sip_seconds", help: "Sips.", labels: { cup: "any" }, buckets: [1], type: "histogram", unit: "count" },
    ]);
    expect(await valuesOf(metrics, "instrumentation_values_refused_total")).toMatchObject({ sip_seconds: 0 });
  });
});

test("two collectors know nothing of each other, nor of prom-client's own registry", async () => {
  const [one, other] = [collector(), collector()];
  one.recordUserRegistration("web", "free");
  expect(await valuesOf(other, "user_registrations_total")).toEqual({});
});
