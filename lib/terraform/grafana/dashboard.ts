/** A dashboard. */
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { GrafanaResource } from "./resource";
import { hasUid } from "./rules";
import {
  bool,
  computed,
  json,
  jsonObject,
  number,
  optional,
  optionalComputed,
  required,
  text,
  type ConfigOf,
} from "./table";

export const dashboard = {
  /** The dashboard's model, with a `uid` of its own. */
  configJson: required(
    json(
      jsonObject.refine(hasUid, {
        error: "has no uid of its own",
        params: { mend: "add `uid`: at most 40 letters, digits, '-' and '_'" },
      }),
    ),
  ),
  /** Uid of its folder. @default the General folder */
  folder: optional(text()),
  /** Replace a dashboard that is there already under this uid. @default false */
  overwrite: optional(bool()),
  /** Note in the dashboard's history. */
  message: optional(text()),
  /** @default the provider's organization */
  orgId: optional(text()),
  id: optionalComputed(text()),
  dashboardId: computed(number()),
  uid: computed(text()),
  url: computed(text()),
  version: computed(number()),
};

export type GrafanaDashboardConfig = ConfigOf<typeof dashboard> & TerraformMetaArguments;

export class GrafanaDashboard extends GrafanaResource {
  static readonly tfResourceType = "grafana_dashboard";

  constructor(scope: Construct, id: string, config: GrafanaDashboardConfig) {
    super(scope, id, { type: GrafanaDashboard.tfResourceType, table: dashboard }, config);
  }

  get uid(): string {
    return this.getStringAttribute("uid");
  }

  get url(): string {
    return this.getStringAttribute("url");
  }
}
