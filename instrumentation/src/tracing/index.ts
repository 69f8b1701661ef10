/** The door of tracing. */
export { activeTrace, type ActiveTrace } from "./active-trace";
export { CustomTracer, type CustomTracerOptions } from "./custom-tracer";
export type { Diagnostic, OnDiagnostic } from "./diagnostics";
export type { InstrumentationName } from "./instrumentations";
export type { TracingOptions } from "./settings";
export type { DatabaseSystem } from "./statement";
export { TracingSetup } from "./tracing-setup";
