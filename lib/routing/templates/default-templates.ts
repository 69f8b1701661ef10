/** Templates that Alertmanager 0.34 brings along (template/default.tmpl, template/email.tmpl), with what each is written for. */
import type { Type } from "./types";

const OF_ALERTS = ["__text_alert_list", "__text_alert_list_markdown", "pagerduty.default.instances"];

/** By channel, each `<channel>.default.<name>`. */
const OF_NOTIFICATIONS: Readonly<Record<string, string>> = {
  discord: "content message title",
  email: "html subject",
  jira: "description priority summary",
  mattermost: "color fallback text title titlelink username",
  msteams: "summary text title",
  msteamsv2: "text title",
  opsgenie: "description message source",
  pagerduty: "client clientURL description",
  pushover: "message title url",
  rocketchat: "alias emoji iconurl text title titlelink",
  slack: "callbackid color fallback footer iconemoji iconurl pretext text title titlelink username",
  sns: "message subject",
  telegram: "message",
  victorops: "entity_display_name monitoring_tool state_message",
  webex: "message",
  wechat: "agent_id message to_party to_tag to_user",
};

const notifications = Object.entries(OF_NOTIFICATIONS).flatMap(([channel, names]) =>
  names.split(" ").map((name) => `${channel}.default.${name}`),
);

export const DEFAULT_TEMPLATES: ReadonlyMap<string, Type> = new Map<string, Type>([
  ["__alertmanager", "any"],
  ["__description", "any"],
  ...["__alertmanagerURL", "__subject", ...notifications].map((name): [string, Type] => [name, "notification"]),
  ...OF_ALERTS.map((name): [string, Type] => [name, "alert list"]),
]);
