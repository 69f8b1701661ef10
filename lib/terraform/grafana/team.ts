/** A team: people who share permissions. */
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { GrafanaResource } from "./resource";
import { filled, oneOf } from "./rules";
import {
  blocks,
  bool,
  computed,
  number,
  optional,
  optionalComputed,
  required,
  setOf,
  text,
  type ConfigOf,
} from "./table";

export const team = {
  name: required(text(filled)),
  email: optionalComputed(text()),
  /** E-mail addresses of the members; they must have logged in once. @default none */
  members: optionalComputed(setOf()),
  /** E-mail addresses of members who may change the team. @default none */
  admins: optionalComputed(setOf()),
  /** Leave members alone that come from an identity provider. @default true */
  ignoreExternallySyncedMembers: optionalComputed(bool()),
  /** @default the provider's organization */
  orgId: optionalComputed(text()),
  id: computed(text()),
  teamId: computed(number()),
  teamUid: computed(text()),
  /** What the team's members see first. */
  preferences: blocks("list", {
    homeDashboardUid: optionalComputed(text()),
    theme: optionalComputed(text(oneOf("light", "dark", "system", ""))),
    timezone: optionalComputed(text(oneOf("utc", "browser", ""))),
    weekStart: optionalComputed(text(oneOf("sunday", "monday", "saturday", ""))),
  }),
  /** Groups of the identity provider whose people are members (Grafana Enterprise and Cloud). */
  teamSync: blocks("list", { groups: optional(setOf()) }),
};

export type GrafanaTeamConfig = ConfigOf<typeof team> & TerraformMetaArguments;

export class GrafanaTeam extends GrafanaResource {
  static readonly tfResourceType = "grafana_team";

  constructor(scope: Construct, id: string, config: GrafanaTeamConfig) {
    super(scope, id, { type: GrafanaTeam.tfResourceType, table: team }, config);
  }

  /** A number here, while permissions name teams by a text: use `id` there. */
  get teamId(): number {
    return this.getNumberAttribute("team_id");
  }

  get teamUid(): string {
    return this.getStringAttribute("team_uid");
  }
}
