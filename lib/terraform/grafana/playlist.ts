/** Dashboards one after the other, for a screen on a wall. */
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { GrafanaResource } from "./resource";
import { filled, oneOf } from "./rules";
import { blocks, computed, number, optional, optionalComputed, required, text, type ConfigOf } from "./table";

export const playlist = {
  /** Title as people read it. Changing it makes a new playlist. */
  name: required(text(filled)),
  /** How long each is shown: `30s`, `1m`. */
  interval: required(text(filled)),
  /** @default the provider's organization */
  orgId: optionalComputed(text()),
  id: computed(text()),
  /** At least one. */
  item: blocks("set", {
    /** Its place, from 1. */
    order: required(number()),
    /** By what the dashboards are found. */
    type: optional(text(oneOf("dashboard_by_uid", "dashboard_by_tag"))),
    /** The uid or the tag. */
    value: optional(text(filled)),
    id: computed(text()),
  }),
};

export type GrafanaPlaylistConfig = ConfigOf<typeof playlist> & TerraformMetaArguments;

export class GrafanaPlaylist extends GrafanaResource {
  static readonly tfResourceType = "grafana_playlist";

  constructor(scope: Construct, id: string, config: GrafanaPlaylistConfig) {
    super(scope, id, { type: GrafanaPlaylist.tfResourceType, table: playlist }, config);
  }
}
