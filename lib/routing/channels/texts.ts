/** Every text of a channel that Alertmanager runs through its template engine (0.34.2, notify/<kind>), for whoever judges templates. */
import { join, type Channel, type ChannelKind } from "../../model";
import { isTemplate } from "./shape";
import { camelCase } from "./spelling";

export interface TemplateText {
  /** `prod.alerting.receivers.dba[0].titleLink`, also where the text is a default. */
  readonly path: string;
  readonly text: string;
  /** Alertmanager escapes what is filled in, as HTML. */
  readonly html: boolean;
  /** It is part of the payload of a webhook. */
  readonly payload: boolean;
}

/** Settings whose texts are templates, at any depth. Discord's name and picture, Jira's transitions and all addresses of APIs but that of SNS are none. */
const TEMPLATED: Readonly<Record<ChannelKind, readonly string[]>> = {
  discord: ["title", "message", "content"],
  email: ["from", "to", "headers", "html", "text"],
  jira: ["project", "issue_type", "summary", "description", "labels", "priority", "fields"],
  msteamsv2: ["title", "text"],
  opsgenie: [
    "message",
    "description",
    "source",
    "details",
    "entity",
    "responders",
    "actions",
    "tags",
    "note",
    "priority",
  ],
  pagerduty: [
    "client",
    "client_url",
    "description",
    "source",
    "severity",
    "class",
    "component",
    "group",
    "details",
    "links",
    "images",
  ],
  pushover: ["title", "message", "url", "url_title", "device", "sound", "priority"],
  rocketchat: [
    "channel",
    "color",
    "title",
    "title_link",
    "text",
    "fields",
    "emoji",
    "icon_url",
    "image_url",
    "thumb_url",
    "actions",
  ],
  slack: [
    "channel",
    "username",
    "color",
    "title",
    "title_link",
    "pretext",
    "text",
    "message_text",
    "fallback",
    "fields",
    "actions",
    "footer",
    "callback_id",
    "icon_emoji",
    "icon_url",
    "image_url",
    "thumb_url",
  ],
  sns: ["api_url", "topic_arn", "phone_number", "target_arn", "subject", "message", "attributes"],
  telegram: ["message"],
  victorops: [
    "routing_key",
    "message_type",
    "state_message",
    "entity_display_name",
    "monitoring_tool",
    "custom_fields",
  ],
  webex: ["room_id", "message"],
  webhook: ["url", "payload"],
};

const isHtml = ({ kind, settings }: Channel, key: string): boolean =>
  (kind === "email" && key === "html") ||
  (kind === "telegram" && key === "message" && settings["parse_mode"] === "HTML") ||
  (kind === "pushover" && key === "message" && settings["html"] === true);

/** Where it stands in the input, whose form differs from the file's in a few places. */
const placeOf = (kind: ChannelKind, key: string, below: readonly PropertyKey[]): readonly PropertyKey[] => {
  if (kind === "email" && key === "headers" && below[0] === "Subject") return ["subject"];
  if (kind === "jira" && below[0] === "template") return [key];
  if (kind === "webhook" && key === "url") return ["service"];
  if (key === "actions") return [key, ...below.map((each) => (typeof each === "string" ? camelCase(each) : each))];
  return [camelCase(key), ...below];
};

interface Found {
  readonly below: readonly PropertyKey[];
  readonly text: string;
}

/** Texts at any depth; names that are templates too. */
const textsIn = (value: unknown, below: readonly PropertyKey[] = []): readonly Found[] => {
  if (typeof value === "string") return [{ below, text: value }];
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each: unknown, index) => textsIn(each, [...below, index]));
  return Object.entries(value).flatMap(([name, each]) => [
    ...(isTemplate(name) ? [{ below: [...below, name], text: name }] : []),
    ...textsIn(each, [...below, name]),
  ]);
};

export const templateTextsOf = (channel: Channel): readonly TemplateText[] =>
  TEMPLATED[channel.kind].flatMap((key) =>
    textsIn(channel.settings[key]).map(({ below, text }) => ({
      path: join(channel.path, placeOf(channel.kind, key, below)),
      text,
      html: isHtml(channel, key),
      payload: key === "payload",
    })),
  );
