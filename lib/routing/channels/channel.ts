/** A way to tell somebody: one schema for all kinds, what Alertmanager reads of it, and which secrets it needs. */
import * as z from "zod";
import type { Channel, ChannelKind, Values } from "../../model";
import { discordChannel, discordSettings } from "./discord";
import { emailChannel, emailSettings } from "./email";
import { jiraChannel, jiraSettings } from "./jira";
import { microsoftTeamsChannel, microsoftTeamsSettings } from "./microsoft-teams";
import { opsgenieChannel, opsgenieSettings } from "./opsgenie";
import { pagerdutyChannel, pagerdutySettings } from "./pagerduty";
import { pushoverChannel, pushoverSettings } from "./pushover";
import { rocketchatChannel, rocketchatSettings } from "./rocketchat";
import { slackChannel, slackSettings } from "./slack";
import { snsChannel, snsSettings } from "./sns";
import { telegramChannel, telegramSettings } from "./telegram";
import { victoropsChannel, victoropsSettings } from "./victorops";
import { webexChannel, webexSettings } from "./webex";
import { webhookChannel, webhookSettings } from "./webhook";

const kinds = z.discriminatedUnion("kind", [
  discordChannel,
  emailChannel,
  jiraChannel,
  microsoftTeamsChannel,
  opsgenieChannel,
  pagerdutyChannel,
  pushoverChannel,
  rocketchatChannel,
  slackChannel,
  snsChannel,
  telegramChannel,
  victoropsChannel,
  webexChannel,
  webhookChannel,
]);
export type ChannelInput = z.input<typeof kinds>;
/** Held against the schema. */
export type ChannelSettings = z.output<typeof kinds>;
/** Made by `slack({ … })`, `pagerduty({ … })` and the like. */
export const channel: z.ZodType<ChannelSettings, ChannelInput> = kinds;

const settingsOf = (input: ChannelSettings): Values => {
  switch (input.kind) {
    case "discord":
      return discordSettings(input);
    case "email":
      return emailSettings(input);
    case "jira":
      return jiraSettings(input);
    case "msteamsv2":
      return microsoftTeamsSettings(input);
    case "opsgenie":
      return opsgenieSettings(input);
    case "pagerduty":
      return pagerdutySettings(input);
    case "pushover":
      return pushoverSettings(input);
    case "rocketchat":
      return rocketchatSettings(input);
    case "slack":
      return slackSettings(input);
    case "sns":
      return snsSettings(input);
    case "telegram":
      return telegramSettings(input);
    case "victorops":
      return victoropsSettings(input);
    case "webex":
      return webexSettings(input);
    case "webhook":
      return webhookSettings(input);
  }
};

/** Kinds that are there to wake people up. */
const PAGING: readonly ChannelKind[] = ["opsgenie", "pagerduty", "pushover", "victorops"];

/** As it is registered and rendered. */
export const channelOf = (input: ChannelSettings, path: string): Channel => ({
  kind: input.kind,
  path,
  pages: input.pages ?? PAGING.includes(input.kind),
  ...(input.kind === "webhook" && input.heartbeat === true ? { heartbeat: true } : {}),
  settings: settingsOf(input),
});
