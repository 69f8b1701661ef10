/** Dashboards: the words to write them, and Grafana's JSON of them, built with the Grafana Foundation SDK behind this door. */
export { exampleValues, interpolated, variablesIn } from "./interpolated";
export { COLUMNS, placed, type GridPosition, type PlacedPanel, type PlacedRow } from "./layout";
export { platformHealth, type DashboardJson } from "./platform-health";
export {
  alertLine,
  barGauge,
  cluster,
  dashboard,
  gauge,
  heatmap,
  labelVariable,
  line,
  logs,
  now,
  query,
  row,
  stat,
  stateTimeline,
  table,
  text,
  timeSeries,
  top,
} from "./words";
