/** What happens to what no metric can take, and to one combination of labels too many. */
import { applicationMetrics, type ApplicationMetric } from "@cdktf-observability/contract";
import { type MetricsCollector, type MetricsProblem } from "../../../instrumentation/src/metrics";
import { shown } from "../../../instrumentation/src/findings";
import { collector, valuesOf } from "./values";

describe("what no metric can take", () => {
  /** What a service in JavaScript, or one whose types lie, may hand over. */
  const anything = (value: unknown): never => value as never;
  const cyclic: Record<string, unknown> = {};
  cyclic["self"] = cyclic;
  const raise = (message: string): never => {
    throw new Error(message);
  };
  const madeOf = (metrics: MetricsCollector, text: string): void => {
    const [type, name = ""] = text.split(" ");
    if (type === "counter") metrics.counter({ name: anything(name), help: "x" }).inc();
    else if (type === "gauge") metrics.gauge({ name, help: "x" }).set(1);
    else metrics.histogram({ name, help: "x", buckets: [1] }).observe(1);
  };
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
      act: (m) => m.updateActiveUsers("daily", -3),
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
    {
      title: "nothing for a counter",
      act: (m) => m.counter(anything(undefined)).inc(),
      metric: "_OTHER",
      message: /undefined describes no metric; write \{ name, help \}/,
    },
    {
      title: "null for a gauge",
      act: (m) => m.gauge(anything(null)).set(3),
      metric: "_OTHER",
      message: /null describes no metric/,
    },
    {
      title: "a metric that throws",
      act: (m) => m.histogram(anything(new Proxy({}, { get: () => raise("no props") }))).observe(3),
      metric: "_OTHER",
      message: /no props/,
    },
    ...[{ a: undefined }, ["a"], { a: 1n }, { a: cyclic }, cyclic, "a", { a: [1n] }, { a: "some" }].map((labels) => ({
      title: `labels ${shown(labels)}`,
      act: (m: MetricsCollector) => m.counter(anything({ name: "x_total", help: "x", labels })).inc(),
      metric: "x_total",
      message: /labels: .* does not fit; write the names of labels with their values/,
    })),
    {
      title: "a BigInt for a bucket",
      act: (m) => m.histogram(anything({ name: "x_seconds", help: "x", buckets: [1n] })).observe(1),
      metric: "x_seconds",
      message: /buckets: .* write a list of numbers/,
    },
    ...["__name__", "__address__"].map((label) => ({
      title: `a label ${label}`,
      act: (m: MetricsCollector) =>
        m.counter({ name: "x_total", help: "x", labels: { [label]: "any" } }).inc({ [label]: "y" }),
      metric: "x_total",
      message: /label __\w+ begins with two underscores/,
    })),
    {
      title: "a time frame of one's own",
      act: (m) => m.updateActiveUsers(anything("1d"), 3),
      metric: "active_users",
      message: /label timeframe knows hourly, daily, weekly, monthly only/,
    },
    ...[undefined, "web", { a: "web" }, {}, { a: ["1"], b: ["2"] }].map((values) => ({
      title: `to declare ${shown(values)}`,
      act: (m: MetricsCollector) =>
        m.counter({ name: "x_total", help: "x", labels: { a: "any" } }).declare(anything(values)),
      metric: "x_total",
      message: /declare/,
    })),
    ...[
      { first: "gauge orders", second: "counter orders_total", message: /orders takes the name orders already/ },
      { first: "counter orders_total", second: "gauge orders", message: /orders_total takes the name orders already/ },
      { first: "counter orders_total", second: "gauge orders_created", message: /takes the name orders_created/ },
      { first: "gauge tea_bucket", second: "histogram tea", message: /tea_bucket takes the name tea_bucket already/ },
      { first: "histogram tea", second: "counter tea_total", message: /tea takes the name tea already/ },
      { first: "", second: "gauge job_duration_seconds_sum", message: /job_duration_seconds takes the name/ },
      { first: "", second: "gauge job_duration_seconds_count", message: /job_duration_seconds takes the name/ },
      { first: "", second: "gauge http_requests", message: /http_requests_total takes the name http_requests already/ },
    ].map(({ first, second, message }) => ({
      title: `a ${second} beside ${first || "the contract"}`,
      act: (m: MetricsCollector) => {
        if (first) madeOf(m, first);
        madeOf(m, second);
      },
      metric: second.split(" ")[1] ?? "",
      message,
    })),
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
    metrics.updateActiveUsers("daily", 1);
    metrics.updateActiveUsers("weekly", 2);
    expect(await valuesOf(metrics, "active_users")).toEqual({ daily: 1 });
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
