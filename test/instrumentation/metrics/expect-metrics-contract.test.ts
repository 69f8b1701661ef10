/** The test kit of teams: each kind of mistake is found, all of them at once, each with its mend. */
import { applicationMetrics, type ApplicationMetric } from "@cdktf-observability/contract";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import {
  expectMetricsContract,
  MetricsCollector,
  MetricsContractError,
  type MetricsContractOptions,
} from "../../../instrumentation/src/metrics";

type Subject = Parameters<typeof expectMetricsContract>[0];

async function problemsOf(metrics: Subject, options?: MetricsContractOptions): Promise<readonly string[]> {
  try {
    await expectMetricsContract(metrics, options);
    return [];
  } catch (error) {
    if (!(error instanceof MetricsContractError)) throw error;
    return error.problems.map(({ metric, problem, mend }) => `${metric} ${problem}: ${mend}`);
  }
}

/** What a service in another language exports of HTTP, as text; each test breaks a line of it. */
const HTTP = `# HELP http_requests_total Requests.
# TYPE http_requests_total counter
http_requests_total{method="GET",route="/orders/:id",status_code="200"} 5
http_requests_total{method="POST",route="/orders",status_code="201"} 2
# TYPE http_request_duration_seconds histogram
${[...applicationMetrics.http.requestDuration.buckets, "+Inf"]
  .map((le) => `http_request_duration_seconds_bucket{method="GET",route="/orders/:id",status_code="200",le="${le}"} 5`)
  .join("\n")}
http_request_duration_seconds_sum{method="GET",route="/orders/:id",status_code="200"} 0.5
http_request_duration_seconds_count{method="GET",route="/orders/:id",status_code="200"} 5
# TYPE http_requests_in_flight gauge
http_requests_in_flight 1
`;
const http = { subjects: ["http"] } as const;

test("a service that keeps it passes, as text, as a registry, as a collector", async () => {
  expect(await problemsOf(HTTP, http)).toEqual([]);
  const metrics = new MetricsCollector();
  expect(await problemsOf(metrics)).toEqual([]);
  expect(await problemsOf(metrics.registry)).toEqual([]);
  expect(await problemsOf(await metrics.getMetrics("openmetrics"))).toEqual([]);
});

test.each<{ title: string; from: string | RegExp; to: string; problem: string }>([
  {
    title: "a metric that is missing",
    from: /.*http_requests_in_flight.*\n/g,
    to: "",
    problem: "http_requests_in_flight is missing: export a gauge without labels",
  },
  {
    title: "a type that is another",
    from: "http_requests_in_flight gauge",
    to: "http_requests_in_flight counter",
    problem: "http_requests_in_flight is a counter: make it a gauge",
  },
  {
    title: "a type that is not said",
    from: "# TYPE http_requests_total counter\n",
    to: "",
    problem: "http_requests_total is a unknown: make it a counter",
  },
  {
    title: "a label that is missing",
    from: 'http_requests_total{method="GET",route="/orders/:id",',
    to: 'http_requests_total{route="/orders/:id",',
    problem: "http_requests_total has series without the label method: give it on each",
  },
  {
    title: "a label too many",
    from: '{method="POST"',
    to: '{user="7",method="POST"',
    problem:
      "http_requests_total has the label user, which no rule knows: take it off, each value multiplies the series",
  },
  {
    title: "a value that is none of the known ones",
    from: 'method="POST"',
    to: 'method="post"',
    problem: "http_requests_total has method=post: use GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, _OTHER",
  },
  {
    title: "a bucket that is missing",
    from: /.*le="0.25".*\n/,
    to: "",
    problem:
      "http_request_duration_seconds lacks the buckets 0.25: buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]",
  },
  {
    title: "a bucket of another width",
    from: 'le="0.25"',
    to: 'le="0.3"',
    problem:
      "http_request_duration_seconds lacks the buckets 0.25, has 0.3 too many: buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]",
  },
  {
    title: "a raw path for a route",
    from: 'route="/orders"',
    to: 'route="/orders/4711"',
    problem: "http_requests_total has ids in route: /orders/4711: use the template of the route: /orders/:id",
  },
  {
    title: "a series twice",
    from: "http_requests_in_flight 1\n",
    to: "http_requests_in_flight 1\nhttp_requests_in_flight 2\n",
    problem: "http_requests_in_flight has a series twice: http_requests_in_flight[]: register it once",
  },
  {
    title: "a counter below 0",
    from: 'status_code="201"} 2',
    to: 'status_code="201"} -2',
    problem: "http_requests_total is -2: only add to it, and never less than 0",
  },
  {
    title: "a line that is none",
    from: "http_requests_in_flight 1\n",
    to: "http_requests_in_flight 1\nhello world, how are you\n",
    problem: "hello world, how are you is no line of either format: write it by a client library",
  },
  {
    title: "a metric of nobody's",
    from: "# TYPE http_requests_in_flight",
    to: "# TYPE teapots gauge\nteapots 1\n# TYPE http_requests_in_flight",
    problem:
      "teapots is in no contract, so no rule and no dashboard knows it: describe it in `own`, if it is yours; else take it out",
  },
])("$title", async ({ from, to, problem }) => {
  const text = HTTP.replace(from, to);
  expect(text).not.toBe(HTTP);
  expect(await problemsOf(text, http)).toEqual([problem]);
});

test("a name that is a little wrong is told the right one", async () => {
  const problems = await problemsOf(HTTP.replaceAll("http_requests_total", "http_request_total"), http);
  expect(problems).toEqual([
    "http_requests_total is missing: export a counter with the labels method, route, status_code",
    "http_request_total is in no contract, so no rule and no dashboard knows it: call it http_requests_total",
  ]);
});

test("what prom-client makes of the revenue in OpenMetrics is told its name", async () => {
  const registry = new Registry();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never);
  const {
    userRegistrationsTotal: registrations,
    activeUsers: users,
    revenueTotalCents: revenue,
  } = applicationMetrics.business;
  const configured = ({ name, help, labels }: ApplicationMetric) => ({
    name,
    help,
    labelNames: Object.keys(labels),
    registers: [registry],
  });
  new Counter(configured(registrations)).inc({ source: "web", plan: "free" });
  new Counter(configured(revenue)).inc({ product: "tea", currency: "EUR" }, 5);
  new Gauge(configured(users)).set({ timeframe: "1d" }, 5);
  expect(await problemsOf(registry, { subjects: ["business"] })).toEqual([]);
  expect(await problemsOf(await registry.metrics(), { subjects: ["business"] })).toEqual([
    "revenue_total_cents is missing: export a counter with the labels product, currency",
    "revenue_total_cents_total is in no contract, so no rule and no dashboard knows it: call it revenue_total_cents",
  ]);
});

describe("ids in labels", () => {
  const withPlan = (plan: string): MetricsCollector => {
    const metrics = new MetricsCollector({ defaultMetrics: false });
    metrics.recordUserRegistration("web", plan);
    return metrics;
  };
  const options = { subjects: ["http", "business", "queue", "worker", "cache", "instrumentation"] } as const;

  test.each([
    "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
    "ada@example.org",
    "0af7651916cd43dd8448eb211c80319c",
    "user:0af7651916cd43dd",
  ])("%s is one", async (plan) => {
    expect(await problemsOf(withPlan(plan), options)).toEqual([
      `user_registrations_total has ids in plan: ${plan}: leave out what names a single thing`,
    ]);
  });

  test.each(["free", "pro-2024", "v1.2.3", "12345", "defaced-facade-decade", "@home"])("%s is none", async (plan) => {
    expect(await problemsOf(withPlan(plan), options)).toEqual([]);
  });
});

test("many combinations are told with the label that makes them", async () => {
  const metrics = new MetricsCollector({ defaultMetrics: false });
  for (let plan = 0; plan < 101; plan += 1) metrics.recordUserRegistration(plan % 2 ? "web" : "app", `plan-${plan}`);
  const subjects = ["http", "business", "queue", "worker", "cache", "instrumentation"] as const;
  expect(await problemsOf(metrics, { subjects })).toEqual([
    "user_registrations_total has 101 combinations of labels, 101 values of plan alone: plan-0, plan-1, plan-2 and 98 more: " +
      "give that label few values, known beforehand, or raise `seriesLimit`",
  ]);
  expect(await problemsOf(metrics, { subjects, seriesLimit: 101 })).toEqual([]);
});

describe("metrics of the team's own", () => {
  test("of a collector are known, and held against their description as well", async () => {
    const metrics = new MetricsCollector();
    metrics.counter({ name: "teapots_total", help: "Pots.", labels: { kind: ["brown"] } });
    expect(await problemsOf(metrics)).toEqual([]);
    const text = (await metrics.getMetrics("text")).replace('kind="brown"', 'kind="blue"');
    expect(await problemsOf(text, { own: metrics.ownMetrics })).toEqual(["teapots_total has kind=blue: use brown"]);
  });

  test("of another registry are described in `own`", async () => {
    const registry = new Registry();
    new Histogram({ name: "brewing_seconds", help: "Brewing.", buckets: [1, 2], registers: [registry] }).observe(1);
    const own: ApplicationMetric = {
      name: "brewing_seconds",
      help: "Brewing.",
      type: "histogram",
      unit: "seconds",
      labels: {},
      buckets: [1, 3],
    };
    expect(await problemsOf(registry, { subjects: [], own: [own] })).toEqual([
      "brewing_seconds lacks the buckets 3, has 2 too many: buckets: [1, 3]",
    ]);
  });
});

test("one error names all mistakes, line by line", async () => {
  const text = HTTP.replace("in_flight gauge", "in_flight counter").replace('method="POST"', 'method="post"');
  await expect(expectMetricsContract(text, http)).rejects.toThrow(
    [
      "The metrics break their contract in 2 places:",
      "- http_requests_total has method=post: use GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, _OTHER.",
      "- http_requests_in_flight is a counter: make it a gauge.",
    ].join("\n"),
  );
});
