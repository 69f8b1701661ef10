/** A folder of dashboards and alert rules. */
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { GrafanaResource } from "./resource";
import { filled, uid } from "./rules";
import { bool, computed, optional, optionalComputed, required, text, type ConfigOf } from "./table";

export const folder = {
  /** Title as people read it. */
  title: required(text(filled)),
  /** Part of its address. Changing it makes a new folder. @default one that Grafana makes up */
  uid: optionalComputed(text(uid)),
  /** The folder around it. @default none */
  parentFolderUid: optional(text(uid)),
  /** Refuse to delete it while something is in it. @default false */
  preventDestroyIfNotEmpty: optional(bool()),
  /** @default the provider's organization */
  orgId: optional(text()),
  id: optionalComputed(text()),
  url: computed(text()),
};

export type GrafanaFolderConfig = ConfigOf<typeof folder> & TerraformMetaArguments;

export class GrafanaFolder extends GrafanaResource {
  static readonly tfResourceType = "grafana_folder";

  constructor(scope: Construct, id: string, config: GrafanaFolderConfig) {
    super(scope, id, { type: GrafanaFolder.tfResourceType, table: folder }, config);
  }

  get uid(): string {
    return this.getStringAttribute("uid");
  }

  get url(): string {
    return this.getStringAttribute("url");
  }
}
