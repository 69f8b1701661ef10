/** Dashboards, built with the Grafana Foundation SDK behind this door. */
export { platformHealth, type DashboardJson } from "./platform-health";
