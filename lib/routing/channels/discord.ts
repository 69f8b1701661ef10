/** Discord: a message in the channel that its webhook belongs to. */
import * as z from "zod";
import { secretRef, url, type Values } from "../../model";
import { secretFile } from "../secrets";
import { TEMPLATES, use } from "../templates/shipped";
import { httpShape } from "./http";
import { entry } from "./entry";
import { channelShape, plain, templated, type PropsOf } from "./shape";

export const discordChannel = z.strictObject({
  kind: z.literal("discord"),
  ...channelShape,
  ...httpShape,
  /** Secret with the entry `url` of the channel's webhook. */
  webhook: secretRef("url"),
  /** Cut after 256 characters. @default the shipped title */
  title: templated.optional(),
  /** Cut after 4096 characters. @default the shipped Markdown */
  message: templated.optional(),
  /** Text above the embedded message, where mentions notify: `<@&1234>`. Cut after 2000 characters. @default none */
  content: templated.optional(),
  /** Whose name stands beside the message; no template. @default that of the webhook */
  username: plain.optional(),
  /** Whose picture; no template. @default that of the webhook */
  avatarUrl: url.optional(),
});

/** `discord({ webhook: existingSecret("discord-webhook") })` */
export const discord = (props: PropsOf<typeof discordChannel>): z.input<typeof discordChannel> => ({
  kind: "discord",
  ...props,
});

export const discordSettings = (channel: z.output<typeof discordChannel>): Values =>
  entry(channel, {
    webhookUrlFile: secretFile(channel.webhook, "url"),
    title: channel.title ?? use(TEMPLATES.title),
    message: channel.message ?? use(TEMPLATES.markdown),
    content: channel.content,
    username: channel.username,
    avatarUrl: channel.avatarUrl,
  });
