// What `node --import` loads: all three, with the props that the test has written into the environment.
import { observe } from "@cdktf-observability/instrumentation";

const props = JSON.parse(process.env.TEST_OBSERVE ?? "{}");
export const { metrics, tracer, logger, shutdown, findings } = observe(props);
if (observe({ service: "another" }).logger !== logger) throw new Error("observe() started twice");
