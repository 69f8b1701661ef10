import { activeTrace, CustomTracer } from "../../../instrumentation/src/tracing";

const tracer = new CustomTracer();

test("without a started setup a tracer only runs the functions", async () => {
  expect(tracer.traceOperation("a", () => 1)).toBe(1);
  expect(await tracer.traceQuery("postgresql", "SELECT 1", () => Promise.resolve(2))).toBe(2);
  expect(tracer.traceHttpRequest("GET", "http://a", (headers) => headers)).toEqual({});
});

test("without a started setup there is no trace", () => {
  expect(activeTrace()).toBeUndefined();
  expect(tracer.traceOperation("a", () => activeTrace())).toBeUndefined();
});
