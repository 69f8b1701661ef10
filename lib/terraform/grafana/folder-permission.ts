/** All permissions of one folder; what is not listed is taken away. */
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { GrafanaResource } from "./resource";
import { oneOf, uid } from "./rules";
import { blocks, computed, optional, optionalComputed, required, text, type ConfigOf } from "./table";

export const folderPermission = {
  folderUid: required(text(uid)),
  /** @default the provider's organization */
  orgId: optionalComputed(text()),
  id: computed(text()),
  /** Who may do what; each names a role, a team or a user. @default nobody but administrators */
  permissions: blocks(
    "set",
    {
      permission: required(text(oneOf("View", "Edit", "Admin"))),
      role: optional(text(oneOf("Viewer", "Editor"))),
      teamId: optional(text()),
      userId: optional(text()),
    },
    (schema) =>
      schema.refine(
        (item) => {
          const { role, teamId, userId } = item as Readonly<Record<string, unknown>>;
          return [role, teamId, userId].filter((who) => who !== undefined).length === 1;
        },
        {
          error: "does not name exactly one of role, teamId and userId",
          params: { mend: "write one item for each of them" },
        },
      ),
  ),
};

export type GrafanaFolderPermissionConfig = ConfigOf<typeof folderPermission> & TerraformMetaArguments;

export class GrafanaFolderPermission extends GrafanaResource {
  static readonly tfResourceType = "grafana_folder_permission";

  constructor(scope: Construct, id: string, config: GrafanaFolderPermissionConfig) {
    super(scope, id, { type: GrafanaFolderPermission.tfResourceType, table: folderPermission }, config);
  }
}
