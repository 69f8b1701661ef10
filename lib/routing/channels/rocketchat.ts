/** Rocket.Chat: a message with buttons in a room. */
import * as z from "zod";
import { secretRef, url, type Values } from "../../model";
import { secretFile } from "../secrets";
import { TEMPLATES, use } from "../templates/shipped";
import { httpShape } from "./http";
import { entry } from "./entry";
import { spelled } from "./spelling";
import { channelShape, exactlyOne, link, refuse, templated, type PropsOf } from "./shape";

/** Alertmanager sends no other properties of a button than these (0.34.2, notify/rocketchat). */
const button = z
  .strictObject({
    text: templated,
    /** What it opens. */
    url: link.optional(),
    /** What it writes into the room; instead of `url`. */
    msg: templated.optional(),
  })
  .superRefine(refuse((settings) => [exactlyOne(settings, "url", "msg")]));

const field = z.strictObject({
  title: templated,
  value: templated,
  /** Let it stand beside another. @default `shortFields` */
  short: z.boolean().optional(),
});

export const rocketchatChannel = z.strictObject({
  kind: z.literal("rocketchat"),
  ...channelShape,
  ...httpShape,
  /** Secret with the entries `userId` and `token` of a personal access token. @default `global.rocketchat.credentials` */
  credentials: secretRef("userId", "token").optional(),
  /** Address of the server. @default `global.rocketchat.apiUrl` */
  apiUrl: url.optional(),
  /** `#room`, `@person` or an id; may be a template. */
  channel: templated,
  /** @default "red" while it fires, else "green", Alertmanager's own */
  color: templated.optional(),
  /** Cut after 1024 characters. @default the shipped title */
  title: templated.optional(),
  /** @default the alerts of this receiver in Alertmanager */
  titleLink: link.optional(),
  /** @default the shipped text */
  text: templated.optional(),
  /** @default none */
  fields: z.array(field).readonly().optional(),
  /** @default false */
  shortFields: z.boolean().optional(),
  /** `:fire:` @default none */
  emoji: templated.optional(),
  /** @default none */
  iconUrl: link.optional(),
  /** @default none */
  imageUrl: link.optional(),
  /** @default none */
  thumbUrl: link.optional(),
  /** @default false */
  linkNames: z.boolean().optional(),
  /** @default Runbook, Dashboard and Silence */
  actions: z.array(button).readonly().optional(),
});

/** `rocketchat({ credentials: existingSecret("rocketchat"), apiUrl: "https://chat.acme.example", channel: "#alerts" })` */
export const rocketchat = (props: PropsOf<typeof rocketchatChannel>): z.input<typeof rocketchatChannel> => ({
  kind: "rocketchat",
  ...props,
});

const BUTTONS: NonNullable<z.output<typeof rocketchatChannel>["actions"]> = [
  { text: use(TEMPLATES.slackRunbook), url: use(TEMPLATES.slackRunbookUrl) },
  { text: use(TEMPLATES.slackDashboard), url: use(TEMPLATES.slackDashboardUrl) },
  { text: "Silence", url: use(TEMPLATES.silenceUrl) },
];

export const rocketchatSettings = (channel: z.output<typeof rocketchatChannel>): Values => {
  const { credentials, actions = BUTTONS, fields } = channel;
  return entry(channel, {
    tokenIdFile: credentials && secretFile(credentials, "userId"),
    tokenFile: credentials && secretFile(credentials, "token"),
    apiUrl: channel.apiUrl,
    channel: channel.channel,
    color: channel.color,
    title: channel.title ?? use(TEMPLATES.title),
    titleLink: channel.titleLink ?? use(TEMPLATES.alertsUrl),
    text: channel.text ?? use(TEMPLATES.text),
    fields: fields?.map((each) => spelled(each)),
    shortFields: channel.shortFields,
    emoji: channel.emoji,
    iconUrl: channel.iconUrl,
    imageUrl: channel.imageUrl,
    thumbUrl: channel.thumbUrl,
    linkNames: channel.linkNames,
    actions: actions.length === 0 ? undefined : actions.map((each) => ({ type: "button", ...spelled(each) })),
  });
};
