/** Microsoft Teams through a workflow ("Post to a channel when a webhook request is received"), which took the place of connectors. */
import * as z from "zod";
import { secretRef, type Values } from "../../model";
import { secretFile } from "../secrets";
import { TEMPLATES, use } from "../templates/shipped";
import { httpShape } from "./http";
import { entry } from "./entry";
import { channelShape, templated, type PropsOf } from "./shape";

export const microsoftTeamsChannel = z.strictObject({
  kind: z.literal("msteamsv2"),
  ...channelShape,
  ...httpShape,
  /** Secret with the entry `url` of the workflow's webhook. */
  webhook: secretRef("url"),
  /** @default the shipped title */
  title: templated.optional(),
  /** @default the shipped Markdown */
  text: templated.optional(),
});

/** `microsoftTeams({ webhook: existingSecret("teams-webhook") })` */
export const microsoftTeams = (
  props: PropsOf<typeof microsoftTeamsChannel>,
): z.input<typeof microsoftTeamsChannel> => ({
  kind: "msteamsv2",
  ...props,
});

export const microsoftTeamsSettings = (channel: z.output<typeof microsoftTeamsChannel>): Values =>
  entry(channel, {
    webhookUrlFile: secretFile(channel.webhook, "url"),
    title: channel.title ?? use(TEMPLATES.title),
    text: channel.text ?? use(TEMPLATES.markdown),
  });
