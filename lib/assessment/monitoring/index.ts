/** The monitoring that a project has already. */
export { monitoringOf } from "./monitoring";
export { askedByDashboards } from "./dashboards";
export type { AskedQuery } from "./asked";
export { definedMetrics, type DefinedMetric } from "./exported";
export { gatheredBy, type Gathered } from "./pipelines";
export { rulesOf } from "./rules";
export { EXPORTERS, infrastructureNames, isOwnMonitor, scrapedOf } from "./scraped";
export { thingsOf } from "./things";
export { evidenceFrom, evidenceOf, type Thing } from "./thing";
export { toolsOf } from "./tool-table";
export { configurationsOf, type Configuration } from "./configurations";
export { allTexts } from "./reading";
