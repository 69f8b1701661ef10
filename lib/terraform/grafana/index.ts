/** Resources of the Grafana provider 4.45.1, written by hand. Strings in them are literal text; tokens stay references. */
export { GrafanaDashboard, type GrafanaDashboardConfig } from "./dashboard";
export { GrafanaDataSource, type GrafanaDataSourceConfig } from "./data-source";
export { GrafanaFolder, type GrafanaFolderConfig } from "./folder";
export { GrafanaFolderPermission, type GrafanaFolderPermissionConfig } from "./folder-permission";
export { GrafanaProvider, type GrafanaProviderConfig } from "./provider";
export { GrafanaServiceAccount, type GrafanaServiceAccountConfig } from "./service-account";
export { GrafanaTeam, type GrafanaTeamConfig } from "./team";
