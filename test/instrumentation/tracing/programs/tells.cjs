// Makes one span with a child and says by which headers another service would join the trace.
const { context, propagation } = require("@opentelemetry/api");
const { activeTrace, CustomTracer } = require("@cdktf-observability/instrumentation");

new CustomTracer().traceOperation("work", () => {
  const headers = {};
  const baggage = propagation.createBaggage({ tenant: { value: "shop" } });
  propagation.inject(propagation.setBaggage(context.active(), baggage), headers);
  const names = Object.keys(headers).sort().join(" ");
  console.log(`headers: ${activeTrace() ? names : ""}`);
});
console.log(`fs: ${String(require("node:fs").readFileSync.__wrapped === true)}`);
console.log(`http: ${String(require("node:http").request.__wrapped === true)}`);
