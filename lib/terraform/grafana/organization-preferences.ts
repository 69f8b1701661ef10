/** What everybody sees who has not chosen otherwise. There is one of it in an organization. */
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { GrafanaResource } from "./resource";
import { oneOf, uid } from "./rules";
import { optional, optionalComputed, text, type ConfigOf } from "./table";

export const organizationPreferences = {
  /** Uid of the dashboard that stands at `/`. @default Grafana's own */
  homeDashboardUid: optional(text(uid)),
  /** `light`, `dark`, `system`, or a theme of your own. @default Grafana's */
  theme: optional(text()),
  /** `browser`, `utc`, or a name like `Europe/Berlin`. @default the browser's */
  timezone: optional(text()),
  /** @default the browser's */
  weekStart: optional(text(oneOf("sunday", "monday", "saturday", ""))),
  /** @default the provider's organization */
  orgId: optional(text()),
  id: optionalComputed(text()),
};

export type GrafanaOrganizationPreferencesConfig = ConfigOf<typeof organizationPreferences> & TerraformMetaArguments;

export class GrafanaOrganizationPreferences extends GrafanaResource {
  static readonly tfResourceType = "grafana_organization_preferences";

  constructor(scope: Construct, id: string, config: GrafanaOrganizationPreferencesConfig) {
    super(scope, id, { type: GrafanaOrganizationPreferences.tfResourceType, table: organizationPreferences }, config);
  }
}
