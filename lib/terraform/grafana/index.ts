/** Resources of the Grafana provider 4.45.1, written by hand. Strings in them are literal text; tokens stay references. */
export { GrafanaDashboard, type GrafanaDashboardConfig } from "./dashboard";
export { GrafanaDataSource, type GrafanaDataSourceConfig } from "./data-source";
export { GrafanaFolder, type GrafanaFolderConfig } from "./folder";
export { GrafanaFolderPermission, type GrafanaFolderPermissionConfig } from "./folder-permission";
export { GrafanaLibraryPanel, type GrafanaLibraryPanelConfig } from "./library-panel";
export { GrafanaOrganizationPreferences, type GrafanaOrganizationPreferencesConfig } from "./organization-preferences";
export { GrafanaPlaylist, type GrafanaPlaylistConfig } from "./playlist";
export { GrafanaProvider, type GrafanaProviderConfig } from "./provider";
export { GrafanaServiceAccount, type GrafanaServiceAccountConfig } from "./service-account";
export { GrafanaTeam, type GrafanaTeamConfig } from "./team";
