/** What an application can count, and how it begins. */
import { applicationMetrics } from "@cdktf-observability/contract";
import { collector, valuesOf } from "./values";

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
    metrics.updateActiveUsers("daily", 7);
    metrics.updateActiveUsers("daily", 5);
    metrics.updateActiveUsers("monthly", 90);
    expect(await valuesOf(metrics, "active_users")).toEqual({ daily: 5, monthly: 90 });
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
    expect(await valuesOf(metrics, "sip_seconds_bucket")).toEqual({ "1.0": 0, "2.0": 1, "+Inf": 1 });
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
