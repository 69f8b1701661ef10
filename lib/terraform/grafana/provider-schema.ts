/** The schema of these tables, as `terraform providers schema -json` prints it: tests hold it against the real one and serve it to Terraform. */
import { dashboard } from "./dashboard";
import { dataSource } from "./data-source";
import { folder } from "./folder";
import { folderPermission } from "./folder-permission";
import { libraryPanel } from "./library-panel";
import { organizationPreferences } from "./organization-preferences";
import { playlist } from "./playlist";
import { provider, PROVIDER_SOURCE } from "./provider";
import { serviceAccount } from "./service-account";
import { isBlock, terraformName, type Attribute, type Table } from "./table";
import { team } from "./team";

/** Table and version of the state's form, by resource. */
const resources = {
  grafana_dashboard: { table: dashboard, version: 1 },
  grafana_data_source: { table: dataSource, version: 1 },
  grafana_folder: { table: folder, version: 0 },
  grafana_folder_permission: { table: folderPermission, version: 0 },
  grafana_library_panel: { table: libraryPanel, version: 0 },
  grafana_organization_preferences: { table: organizationPreferences, version: 0 },
  grafana_playlist: { table: playlist, version: 0 },
  grafana_service_account: { table: serviceAccount, version: 0 },
  grafana_team: { table: team, version: 0 },
};

export const providerSchema = () => ({
  format_version: "1.0",
  provider_schemas: {
    [`registry.terraform.io/${PROVIDER_SOURCE}`]: {
      provider: { version: 0, block: blockSchema(provider) },
      resource_schemas: Object.fromEntries(
        Object.entries(resources).map(([name, { table, version }]) => [name, { version, block: blockSchema(table) }]),
      ),
    },
  },
});

const blockSchema = (table: Table): Readonly<Record<string, unknown>> => {
  const attributes: Record<string, unknown> = {};
  const block_types: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(table)) {
    if (isBlock(entry))
      block_types[terraformName(key)] = { nesting_mode: entry.nesting, block: blockSchema(entry.rows) };
    else attributes[terraformName(key)] = attributeSchema(entry);
  }
  return Object.keys(block_types).length > 0 ? { attributes, block_types } : { attributes };
};

const attributeSchema = ({ type, presence, sensitive }: Attribute) => ({
  type,
  ...(presence === "required" ? { required: true } : {}),
  ...(presence === "optional" || presence === "optionalComputed" ? { optional: true } : {}),
  ...(presence === "computed" || presence === "optionalComputed" ? { computed: true } : {}),
  ...(sensitive ? { sensitive } : {}),
});
