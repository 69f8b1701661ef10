/** A service account: a login for a program. */
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { GrafanaResource } from "./resource";
import { filled, oneOf } from "./rules";
import { bool, computed, optionalComputed, required, text, type ConfigOf } from "./table";

export const serviceAccount = {
  name: required(text(filled)),
  /** What it may do in its organization. */
  role: required(text(oneOf("Viewer", "Editor", "Admin", "None"))),
  /** @default false */
  isDisabled: optionalComputed(bool()),
  /** @default the provider's organization */
  orgId: optionalComputed(text()),
  id: computed(text()),
};

export type GrafanaServiceAccountConfig = ConfigOf<typeof serviceAccount> & TerraformMetaArguments;

export class GrafanaServiceAccount extends GrafanaResource {
  static readonly tfResourceType = "grafana_service_account";

  constructor(scope: Construct, id: string, config: GrafanaServiceAccountConfig) {
    super(scope, id, { type: GrafanaServiceAccount.tfResourceType, table: serviceAccount }, config);
  }
}
