/** What may be wrong with the options of a collector: told, left out, and never a reason not to start. */
import { MetricsCollector, metricsOptions, type MetricsProblem } from "../../../instrumentation/src/metrics";
import { valuesOf } from "./values";

const anything = (value: unknown): never => value as never;

const unfit: readonly { readonly options: unknown; readonly path: string; readonly told: RegExp }[] = [
  { options: null, path: "metrics", told: /null is no object/ },
  { options: { declare: "orders" }, path: "metrics.declare", told: /write an object/ },
  {
    options: { declare: { queues: "order-mails" } },
    path: "metrics.declare.queues",
    told: /"order-mails" does not fit; write the list/,
  },
  {
    options: { declare: { queue: ["a"] } },
    path: "metrics.declare.queue",
    told: /nobody knows this prop; there are queues, caches/,
  },
  { options: { declare: { jobs: { a: 1 } } }, path: "metrics.declare.jobs", told: /write the list of their names/ },
  { options: { declare: { caches: [7] } }, path: "metrics.declare.caches", told: /write the list/ },
  {
    options: { declare: { registrations: { source: "search", plan: ["free"] } } },
    path: "metrics.declare.registrations.source",
    told: /"search" does not fit; write the list of its values/,
  },
  {
    options: { declare: { revenue: { product: ["tea"] } } },
    path: "metrics.declare.revenue.currency",
    told: /it is missing; write/,
  },
  { options: { declare: { revenue: 5 } }, path: "metrics.declare.revenue", told: /write an object/ },
  { options: { limits: { metrics: 0 } }, path: "metrics.limits.metrics", told: /write a whole number above 0/ },
  { options: { onError: "log" }, path: "metrics.onError", told: /write a function/ },
];

test.each(unfit)("$path", ({ options, path, told }) => {
  const { findings } = metricsOptions(options);
  expect(findings.map((finding) => finding.path)).toEqual([path]);
  expect(findings.map(({ problem, mend }) => `${problem}; ${mend}`)[0]).toMatch(told);
});

test.each(unfit)("a collector of its own starts and tells: $path", ({ options, path, told }) => {
  const problems: MetricsProblem[] = [];
  const onError = (problem: MetricsProblem): void => void problems.push(problem);
  const silent = options === null || path === "metrics.onError";
  new MetricsCollector(anything(silent ? options : { onError, ...(options as object) }));
  expect(problems.map(({ message }) => message)).toEqual(silent ? [] : [expect.stringMatching(told)]);
});

test("what fits of a declaration begins, beside what does not", async () => {
  const declare = {
    queues: ["orders"],
    jobs: "mails",
    revenue: { product: ["tea"], currency: ["EUR"] },
    registrations: {},
  };
  const metrics = new MetricsCollector({ defaultMetrics: false, declare: anything(declare) });
  expect(await valuesOf(metrics, "queue_messages_consumed_total")).toEqual({ orders: 0 });
  expect(await valuesOf(metrics, "revenue_total_cents")).toEqual({ "tea EUR": 0 });
  expect(await valuesOf(metrics, "jobs_processed_total")).toEqual({});
});
