/** The test kit of teams: each kind of mistake is found, all of them at once, each with its mend. */
import { applicationMetrics, type ApplicationMetric } from "@cdktf-observability/contract";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { expectMetricsContract, MetricsCollector } from "../../../instrumentation/src/metrics";
import { problemsOf } from "./problems-of";

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

const BUCKETS = `buckets: [${applicationMetrics.http.requestDuration.buckets.join(", ")}]`;

type Change = (...found: string[]) => string;

test("a metric that cannot be collected fails the test with its reason", async () => {
  const metrics = new MetricsCollector({ defaultMetrics: false });
  const collect = (): never => {
    throw new Error("no connection");
  };
  new Gauge({ name: "broken", help: "Breaks.", registers: [metrics.registry], collect });
  await expect(expectMetricsContract(metrics)).rejects.toThrow("no connection");
});

test.each<{ title: string; from: string | RegExp; to: string | Change; problem: string }>([
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
    problem: 'http_requests_total has no type: say "# TYPE http_requests_total counter" before its samples',
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
    problem: `http_request_duration_seconds lacks the buckets 0.25: ${BUCKETS}`,
  },
  {
    title: "a bucket of another width",
    from: 'le="0.25"',
    to: 'le="0.3"',
    problem: `http_request_duration_seconds lacks the buckets 0.25, has 0.3 too many: ${BUCKETS}`,
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
      "teapots is in no contract, so no rule and no dashboard knows it: " +
      "describe it in `own` if it is yours, name it in `ignore` if it is a library's, else take it out",
  },
  {
    title: "an empty label, which is none to Prometheus",
    from: 'route="/orders",',
    to: 'route="",',
    problem: "http_requests_total has series without the label route: give it on each",
  },
  {
    title: "a histogram without its last bucket",
    from: /.*le="\+Inf".*\n/,
    to: "",
    problem: `http_request_duration_seconds lacks the buckets +Inf: ${BUCKETS}`,
  },
  {
    title: "a bucket that only one of the series lacks",
    from: /(# TYPE http_request_duration_seconds histogram\n)((.|\n)*?)(# TYPE http_requests_in_flight)/,
    to: (_, type: string, series: string, _last, next: string) =>
      type + series + series.replaceAll('"GET"', '"PUT"').replace(/.*le="2.5".*\n/, "") + next,
    problem: `http_request_duration_seconds lacks the buckets 2.5: ${BUCKETS}`,
  },
  {
    title: "a histogram that is only a sum and a count",
    from: /.*_bucket.*\n/g,
    to: "",
    problem: `http_request_duration_seconds lacks the buckets 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, +Inf: ${BUCKETS}`,
  },
  {
    title: "a summary for a histogram",
    from: "http_request_duration_seconds histogram",
    to: "http_request_duration_seconds summary",
    problem: "http_request_duration_seconds is a summary: make it a histogram",
  },
  {
    title: "a metric of two registries",
    from: /$/,
    to: "# TYPE http_requests_in_flight gauge\n",
    problem: "http_requests_in_flight is described twice, and Prometheus refuses the whole scrape: register it once",
  },
  {
    title: "a name that a histogram takes",
    from: "# TYPE http_requests_in_flight",
    to: "# TYPE http_request_duration_seconds_sum gauge\n# TYPE http_requests_in_flight",
    problem:
      "http_request_duration_seconds_sum takes the name http_request_duration_seconds_sum, as http_request_duration_seconds does, " +
      "so nobody can tell whose a sample is: call one of them otherwise",
  },
  {
    title: "a gauge that OpenMetrics would call as it calls a counter",
    from: "# TYPE http_requests_in_flight",
    to: "# TYPE http_requests gauge\nhttp_requests 1\n# TYPE http_requests_in_flight",
    problem:
      "http_requests takes the name http_requests, as http_requests_total does, " +
      "so nobody can tell whose a sample is: call one of them otherwise",
  },
  {
    title: "a value that is no number",
    from: "http_requests_in_flight 1\n",
    to: "http_requests_in_flight 1\nhttp_requests_in_flight one\n",
    problem: "http_requests_in_flight one is no line of either format: write it by a client library",
  },
])("$title", async ({ from, to, problem }) => {
  const text = typeof to === "string" ? HTTP.replace(from, to) : HTTP.replace(from, to);
  expect(text).not.toBe(HTTP);
  expect(await problemsOf(text, { ...http, ignore: [/^http_requests$|_sum$/] })).toEqual([problem]);
});

test("what client libraries of other languages add is no mistake: begins of series, times, exemplars, libraries of theirs", async () => {
  const begin = '# TYPE http_requests_created gauge\nhttp_requests_created{x="1"} 1.7e9\n';
  expect(await problemsOf(HTTP + begin, http)).toEqual([]);
  const openMetrics = HTTP.replace("# TYPE http_requests_total", "# TYPE http_requests")
    .replace(
      '"201"} 2\n',
      (line) => `${line}http_requests_created{method="POST",route="/orders",status_code="201"} 1.7e+09\n`,
    )
    .replace('le="0.25"} 5', 'le="0.25"} 5 1700000000.5 # {trace_id="0af7"} 0.2 1700000000');
  expect(await problemsOf(`${openMetrics}# EOF\n`, http)).toEqual([]);
  const python = `${HTTP}# TYPE python_info gauge\npython_info{version="3.13"} 1\n`;
  expect(await problemsOf(python, { ...http, ignore: [/^python_/g] })).toEqual([]);
  expect(await problemsOf(python, { ...http, ignore: ["python"] })).toHaveLength(1);
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
  new Gauge(configured(users)).set({ timeframe: "daily" }, 5);
  const told = [
    "revenue_total_cents is missing: export a counter with the labels product, currency",
    "revenue_total_cents_total is in no contract, so no rule and no dashboard knows it: call it revenue_total_cents",
  ];
  expect(await problemsOf(registry, { subjects: ["business"] })).toEqual(told);
  expect(await problemsOf(await registry.metrics(), { subjects: ["business"] })).toEqual(told);
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
  await expect(expectMetricsContract(HTTP.replace('method="POST"', 'method="post"'), http)).rejects.toThrow(
    "The metrics break their contract in one place:\n- http_requests_total has method=post: use",
  );
  await expect(expectMetricsContract(text, http)).rejects.toThrow(
    [
      "The metrics break their contract in 2 places:",
      "- http_requests_total has method=post: use GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, _OTHER.",
      "- http_requests_in_flight is a counter: make it a gauge.",
    ].join("\n"),
  );
});
