/** Telegram: a message of a bot in a chat. */
import * as z from "zod";
import { count, secretRef, url, type Values } from "../../model";
import { secretFile } from "../secrets";
import { TEMPLATES, use } from "../templates/shipped";
import { httpShape } from "./http";
import { entry } from "./entry";
import { channelShape, exactlyOne, refuse, templated, type PropsOf } from "./shape";

export const telegramChannel = z
  .strictObject({
    kind: z.literal("telegram"),
    ...channelShape,
    ...httpShape,
    /** Secret with the entry `token` of the bot. @default `global.telegram.botToken` */
    botToken: secretRef("token").optional(),
    /** Address of the API. @default `global.telegram.apiUrl` */
    apiUrl: url.optional(),
    /** Number of the chat; groups have negative ones. */
    chatId: z
      .number()
      .refine((value) => Number.isSafeInteger(value) && value !== 0, {
        error: "is no number of a chat",
        params: { mend: "write a whole number other than 0, e.g. -1001234567890" },
      })
      .optional(),
    /** Secret with the entry `chatId`, instead of `chatId`. */
    chat: secretRef("chatId").optional(),
    /** Topic within the group. @default none */
    messageThreadId: count(1).optional(),
    /** At most 4096 characters: what is longer is cut, in HTML replaced by a note. @default the shipped title and text, short enough in HTML */
    message: templated.optional(),
    /** Let it arrive without a sound. @default false */
    disableNotifications: z.boolean().optional(),
    /** How Telegram reads the message; Alertmanager escapes what it fills in for HTML alone. @default "HTML", Alertmanager's own */
    parseMode: z.enum(["plain", "HTML", "Markdown", "MarkdownV2"]).optional(),
  })
  .superRefine(
    refuse((settings) => [
      exactlyOne(settings, "chatId", "chat"),
      settings.parseMode?.startsWith("Markdown") === true && settings.message === undefined
        ? {
            at: ["message"],
            problem: `is missing for ${settings.parseMode}, in which the shipped text is no valid message`,
            mend: 'write a message that escapes what it fills in, or parseMode: "plain"',
          }
        : undefined,
    ]),
  );

/** `telegram({ botToken: existingSecret("telegram"), chatId: -1001234567890 })` */
export const telegram = (props: PropsOf<typeof telegramChannel>): z.input<typeof telegramChannel> => ({
  kind: "telegram",
  ...props,
});

export const telegramSettings = (channel: z.output<typeof telegramChannel>): Values => {
  const { botToken, chat, parseMode = "HTML" } = channel;
  const shipped = parseMode === "HTML" ? use(TEMPLATES.telegram) : `${use(TEMPLATES.title)}\n${use(TEMPLATES.text)}`;
  return entry(channel, {
    botTokenFile: botToken && secretFile(botToken, "token"),
    apiUrl: channel.apiUrl,
    chatId: channel.chatId,
    chatIdFile: chat && secretFile(chat, "chatId"),
    messageThreadId: channel.messageThreadId,
    message: channel.message ?? shipped,
    disableNotifications: channel.disableNotifications,
    // Without the key, Alertmanager takes HTML; with nothing in it, Telegram takes the message as it stands.
    parseMode: parseMode === "plain" ? "" : parseMode,
  });
};
