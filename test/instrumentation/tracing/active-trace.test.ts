import { context, ROOT_CONTEXT, trace, TraceFlags } from "@opentelemetry/api";
import { activeTrace, CustomTracer } from "../../../instrumentation/src/tracing";
import { recording } from "./recording";

const { span } = recording();

test("the active trace is that of the innermost span", () => {
  const tracer = new CustomTracer();
  const inner = tracer.traceOperation("outer", () => tracer.traceOperation("inner", () => activeTrace()));
  const { traceId, spanId } = span("inner").spanContext();
  expect(inner).toEqual({ traceId, spanId, sampled: true });
});

test("a trace that is not sampled says so", () => {
  const spanContext = { traceId: "a".repeat(32), spanId: "b".repeat(16), traceFlags: TraceFlags.NONE };
  const active = context.with(trace.setSpanContext(ROOT_CONTEXT, spanContext), activeTrace);
  expect(active).toEqual({ traceId: spanContext.traceId, spanId: spanContext.spanId, sampled: false });
});

test.each([
  ["outside of a span", undefined],
  ["with an id of zeros", { traceId: "0".repeat(32), spanId: "b".repeat(16), traceFlags: TraceFlags.SAMPLED }],
  ["with ids that are none", { traceId: "x", spanId: "y", traceFlags: TraceFlags.SAMPLED }],
])("%s there is no active trace", (_, spanContext) => {
  const within = spanContext ? trace.setSpanContext(ROOT_CONTEXT, spanContext) : ROOT_CONTEXT;
  expect(context.with(within, activeTrace)).toBeUndefined();
});
