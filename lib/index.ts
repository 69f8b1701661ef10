/** The public surface of the package. */
export * from "./components";
export * from "./model";
export * from "./platform";
export { GrafanaProvider } from "./terraform";
