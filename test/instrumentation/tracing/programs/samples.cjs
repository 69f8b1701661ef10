// Begins two thousand traces, and joins two thousand that others began, half of which these others keep; says how many it keeps.
const { context, propagation, ROOT_CONTEXT } = require("@opentelemetry/api");
const { activeTrace, CustomTracer } = require("@cdktf-observability/instrumentation");

const tracer = new CustomTracer();
const kept = () => (tracer.traceOperation("work", () => activeTrace()?.sampled) ? 1 : 0);
const joined = (flags, i) => {
  const traceparent = `00-${(i + 1).toString(16).padStart(32, "f")}-00000000000000a1-${flags}`;
  return context.with(propagation.extract(ROOT_CONTEXT, { traceparent }), kept);
};
const counts = { own: 0, keptElsewhere: 0, droppedElsewhere: 0 };
for (let i = 0; i < 2000; i++) counts.own += kept();
for (let i = 0; i < 1000; i++) counts.keptElsewhere += joined("01", i);
for (let i = 0; i < 1000; i++) counts.droppedElsewhere += joined("00", i);
console.log(JSON.stringify(counts));
