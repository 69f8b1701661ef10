// What `node --require` loads: tracing alone, with the options that the test has written into the environment.
const { TracingSetup } = require("@cdktf-observability/instrumentation");

globalThis.setup = new TracingSetup(JSON.parse(process.env.TEST_TRACING ?? "{}")).start();
