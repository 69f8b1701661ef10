/** Names of metrics that are made of something without bound: an id, a customer. */
import { type MetricsProblem } from "../../../instrumentation/src/metrics";
import { collector, valuesOf } from "./values";

const heard = () => {
  const problems: MetricsProblem[] = [];
  return { problems, onError: (problem: MetricsProblem) => problems.push(problem) };
};

test("20,000 names leave as many metrics as the limit allows, and one series and one message for the rest", async () => {
  const { problems, onError } = heard();
  const metrics = collector({ onError });
  for (let id = 0; id < 20_000; id += 1) metrics.counter({ name: `orders_of_${id}_total`, help: "Orders." }).inc();
  expect(metrics.ownMetrics).toHaveLength(500);
  const refused = await valuesOf(metrics, "instrumentation_values_refused_total");
  expect(Object.keys(refused).filter((metric) => metric.startsWith("orders_of_"))).toHaveLength(500);
  // Each of them once when it was made, and once for what it was given.
  expect(refused["_OTHER"]).toBe(2 * 19_500);
  expect(problems).toEqual([
    {
      metric: "_OTHER",
      message: expect.stringMatching(/500 metrics of one's own already; orders_of_500_total/) as string,
    },
  ]);
});

test("20,000 names that cannot be made are no more either", async () => {
  const { problems, onError } = heard();
  const metrics = collector({ onError, limits: { metrics: 10 } });
  for (let id = 0; id < 20_000; id += 1) {
    metrics.gauge({ name: `of-${id}`, help: "Orders." }).set(1);
    metrics.gauge({ name: `of_${id}`, help: "" }).set(1);
  }
  const refused = await valuesOf(metrics, "instrumentation_values_refused_total");
  expect(Object.keys(refused).filter((metric) => metric.startsWith("of"))).toHaveLength(10);
  expect(problems).toHaveLength(11);
});

test("what is known already goes on beyond the limit", async () => {
  const metrics = collector({ limits: { metrics: 1 } });
  for (const name of ["a_total", "b_total", "a_total"] as const) metrics.counter({ name, help: "Orders." }).inc();
  expect(await valuesOf(metrics, "a_total")).toEqual({ "": 2 });
  expect(await valuesOf(metrics, "b_total")).toEqual({});
});
