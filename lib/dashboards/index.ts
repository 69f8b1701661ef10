/** Dashboards: the words to write them, and Grafana's JSON of them, built with the Grafana Foundation SDK behind this door. */
export { boundsUnit, computedUnit, type Computed, type RecordingNode, type UnitSource } from "./computed-unit";
export { changeMetrics, changesOf, deploys, type ChangeMetrics } from "./deploys";
export {
  dashboardJson,
  dashboardsJson,
  libraryPanelJson,
  type DashboardContext,
  type DashboardJson,
  type LibraryPanelJson,
} from "./dashboard-json";
export { dashboardText } from "./dashboard-text";
export { DATA_SOURCES } from "./data-sources";
export { exampleValues, interpolated, variablesIn } from "./interpolated";
export { COLUMNS, placed, type GridPosition, type PlacedPanel, type PlacedRow } from "./layout";
export { highest, lowest } from "./highest";
export { alertsFor, type GivenAlerts } from "./known-alerts";
export { panelIds } from "./panel-ids";
export { runbookDashboards, type Watching } from "./runbook-pages";
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
