export { oauth } from "./authentication";
export { dataSource, linked, type DataSource, type DataSourceProvider, type LokiAccess } from "../data-source";
export { mysql, postgres, sqlite } from "./database";
export { Grafana } from "./grafana";
export { grafanaProps, type GrafanaProps } from "./props";
export { grafanaValues } from "./values";
