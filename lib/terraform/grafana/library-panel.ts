/** A panel that several dashboards show. */
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { GrafanaResource } from "./resource";
import { filled, uid } from "./rules";
import {
  computed,
  json,
  listOfNumbers,
  number,
  optional,
  optionalComputed,
  required,
  text,
  type ConfigOf,
} from "./table";

export const libraryPanel = {
  /** Title as people read it; unique in its folder. */
  name: required(text(filled)),
  /** The panel, without its number and place. */
  modelJson: required(json()),
  /** What dashboards name it by. @default one that Grafana makes up */
  uid: optionalComputed(text(uid)),
  /** Uid of its folder. @default the General folder */
  folderUid: optional(text(uid)),
  /** @default the provider's organization */
  orgId: optional(text()),
  id: optionalComputed(text()),
  created: computed(text()),
  dashboardIds: computed(listOfNumbers()),
  description: computed(text()),
  folderName: computed(text()),
  panelId: computed(number()),
  type: computed(text()),
  updated: computed(text()),
  version: computed(number()),
};

export type GrafanaLibraryPanelConfig = ConfigOf<typeof libraryPanel> & TerraformMetaArguments;

export class GrafanaLibraryPanel extends GrafanaResource {
  static readonly tfResourceType = "grafana_library_panel";

  constructor(scope: Construct, id: string, config: GrafanaLibraryPanelConfig) {
    super(scope, id, { type: GrafanaLibraryPanel.tfResourceType, table: libraryPanel }, config);
  }

  get uid(): string {
    return this.getStringAttribute("uid");
  }
}
