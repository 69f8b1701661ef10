/** Dashboards, built with the Grafana Foundation SDK behind this door. */
export { platformHealth } from "./platform-health";
